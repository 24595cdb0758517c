// charter/ID.yaml.
#include "charter/charter.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::charter::Charter>;
