// surveys/ID.yaml.
#include "survey/survey.hpp"
#include "records/define_dossier.hpp"

template struct cmt::records::DossierFile<cmt::survey::Survey>;

namespace cmt::records {
extern const DossierKind survey_kind;
const DossierKind survey_kind = dossier_kind<survey::Survey>();
}  // namespace cmt::records
