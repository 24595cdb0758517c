// The fixed words of reports in three languages.
#include "exporters/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace cmt::exporters {
namespace {

constexpr Words kEnglish{
    .skip = "Skip to the figures",
    .period = "Period",
    .period_range = "{} to {}",
    .as_of = "As of",
    .filter = "Filter",
    .every_complaint = "every complaint",
    .records_read = "Records read",
    .skipped = "Records that could not be read and are in no figure: {}.",
    .measures = "Measures",
    .measure = "Measure",
    .value = "Value",
    .part_of = "{} of {}",
    .parts = "Count",
    .cases = "Cases: {}",
    .basis = "Basis",
    .basis_received = "received in the period",
    .basis_communicated = "decision communicated in the period",
    .basis_ended = "ended in the period",
    .basis_event = "event in the period",
    .basis_due = "due in the period",
    .basis_state = "state at the moment given",
    .total = "Total",
    .others = "{} others",
    .all_rows = "Show all {} rows",
    .no_rows = "Nothing to show.",
    .chart_says = "Largest: {}, {}. The table gives the same figures.",
    .signals_say = "Points out of line: {}.",
    .notes = "Notes",
    .reproduce = "How to get these figures again",
    .commit = "Commit",
    .no_commit = "none: some records were not committed",
    .command = "Command",
    .timezone = "Time zone",
    .rounding =
        "Figures are rounded to one decimal, halves away from zero, so parts need not add "
        "to 100.0. n/a means that there was nothing to divide by.",
    .guidance =
        "ISO 10002 gives guidance, not requirements. What a report can show is where the "
        "handling of complaints meets or does not meet the guidance.",
    .pages = "Reports",
    .months = "Months",
    .months_count = "{} received",
    .month_before = "Month before: {}",
    .month_after = "Month after: {}",
    .figures_folded = "Show the figures",
};

constexpr Words kPersian{
    .skip = "پرش به ارقام",
    .period = "دوره",
    .period_range = "{} تا {}",
    .as_of = "در تاریخ",
    .filter = "پالایه",
    .every_complaint = "همهٔ شکایت‌ها",
    .records_read = "پرونده‌های خوانده‌شده",
    .skipped =
        "پرونده‌هایی که خوانده نشدند و در هیچ رقمی "
        "نیستند: "
        "{}.",
    .measures = "شاخص‌ها",
    .measure = "شاخص",
    .value = "مقدار",
    .part_of = "{} از {}",
    .parts = "تعداد",
    .cases = "پرونده‌ها: {}",
    .basis = "مبنا",
    .basis_received = "دریافت‌شده در دوره",
    .basis_communicated = "تصمیم ابلاغ‌شده در دوره",
    .basis_ended = "پایان‌یافته در دوره",
    .basis_event = "رویداد در دوره",
    .basis_due = "سررسید در دوره",
    .basis_state = "وضعیت در زمان یادشده",
    .total = "جمع",
    .others = "{} مورد دیگر",
    .all_rows = "نمایش همهٔ {} ردیف",
    .no_rows = "چیزی برای نمایش نیست.",
    .chart_says = "بیشترین: {}، {}. جدول همین ارقام را دارد.",
    .signals_say = "نقطه‌های خارج از روال: {}.",
    .notes = "یادداشت‌ها",
    .reproduce = "چگونه این ارقام دوباره به دست می‌آیند",
    .commit = "کامیت",
    .no_commit = "ندارد: برخی پرونده‌ها ثبت نهایی نشده‌اند",
    .command = "فرمان",
    .timezone = "منطقهٔ زمانی",
    .rounding =
        "ارقام تا یک رقم اعشار گرد شده‌اند و نیمه‌ها از "
        "صفر "
        "دور "
        "می‌شوند؛ "
        "پس "
        "جمع "
        "اجزا "
        "شاید "
        "100.0 نشود. n/a یعنی مخرج صفر بوده است.",
    .guidance =
        "استاندارد ISO 10002 راهنماست، نه الزام. گزارش تنها نشان "
        "می‌دهد "
        "که "
        "رسیدگی "
        "به "
        "شکایت‌ها در کجا با راهنما می‌خواند یا "
        "نمی‌خواند.",
    .pages = "گزارش‌ها",
    .months = "ماه‌ها",
    .months_count = "{} دریافت‌شده",
    .month_before = "ماه پیش: {}",
    .month_after = "ماه پس: {}",
    .figures_folded = "نمایش ارقام",
};

constexpr Words kRussian{
    .skip = "Перейти к показателям",
    .period = "Период",
    .period_range = "с {} по {}",
    .as_of = "На момент",
    .filter = "Отбор",
    .every_complaint = "все претензии",
    .records_read = "Прочитано записей",
    .skipped = "Записей, которые не удалось прочитать и которые нигде не учтены: {}.",
    .measures = "Показатели",
    .measure = "Показатель",
    .value = "Значение",
    .part_of = "{} из {}",
    .parts = "Количество",
    .cases = "Дела: {}",
    .basis = "Основание",
    .basis_received = "получено в периоде",
    .basis_communicated = "решение сообщено в периоде",
    .basis_ended = "завершено в периоде",
    .basis_event = "событие в периоде",
    .basis_due = "срок в периоде",
    .basis_state = "состояние на указанный момент",
    .total = "Итого",
    .others = "прочие: {}",
    .all_rows = "Показать все строки: {}",
    .no_rows = "Нет данных.",
    .chart_says = "Наибольшее: {}, {}. В таблице те же данные.",
    .signals_say = "Точек вне нормы: {}.",
    .notes = "Примечания",
    .reproduce = "Как получить эти данные снова",
    .commit = "Коммит",
    .no_commit = "нет: часть записей не зафиксирована",
    .command = "Команда",
    .timezone = "Часовой пояс",
    .rounding =
        "Значения округлены до одного знака, половины от нуля, поэтому сумма частей может "
        "отличаться от 100.0. n/a означает, что делить не на что.",
    .guidance =
        "ИСО 10002 содержит рекомендации, а не требования. Отчёт показывает лишь, где "
        "работа с претензиями соответствует или не соответствует рекомендациям.",
    .pages = "Отчёты",
    .months = "Месяцы",
    .months_count = "получено: {}",
    .month_before = "Предыдущий месяц: {}",
    .month_after = "Следующий месяц: {}",
    .figures_folded = "Показать данные",
};

std::string primary_subtag(std::string_view language) {
  std::string tag(language.substr(0, language.find_first_of("-_")));
  for (char& c : tag)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return tag;
}

}  // namespace

const Words& words_for(std::string_view language) {
  const std::string tag = primary_subtag(language);
  if (tag == "fa") return kPersian;
  if (tag == "ru") return kRussian;
  return kEnglish;
}

bool is_right_to_left(std::string_view language) {
  constexpr std::array<std::string_view, 8> kTags{"ar", "ckb", "dv", "fa", "he", "ps", "ug", "ur"};
  return std::find(kTags.begin(), kTags.end(), primary_subtag(language)) != kTags.end();
}

std::string_view basis_meaning(const Words& words, std::string_view basis) {
  if (basis == "R") return words.basis_received;
  if (basis == "D") return words.basis_communicated;
  if (basis == "X") return words.basis_ended;
  if (basis == "E") return words.basis_event;
  if (basis == "U") return words.basis_due;
  if (basis == "S") return words.basis_state;
  return {};
}

}  // namespace cmt::exporters
