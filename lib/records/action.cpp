// actions/ID.yaml.
#include "improvement/action.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::improvement::Action>;
