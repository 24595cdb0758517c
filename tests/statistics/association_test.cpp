// Specifies lib/statistics/association.hpp. Numbers of R come from reference.R.
#include "statistics/association.hpp"

#include "support/test.hpp"

using namespace cmt::statistics;

TEST_CASE("chi-square of gender by party is that of Agresti") {
  // A. Agresti, An Introduction to Categorical Data Analysis, 2nd ed. (2007), p. 39: 30.07, 2 df.
  const auto test = *association({{762, 327, 468}, {484, 239, 477}});
  CHECK(test.chi_square == Approx(30.0701491));
  CHECK(test.degrees == 2);
  CHECK(test.p == Approx(2.95358918e-07));
  CHECK(test.is_valid);
}

TEST_CASE("chi-square and Cramer's V of hair by eye colour are those of R") {
  const auto test =
      *association({{68, 20, 15, 5}, {119, 84, 54, 29}, {26, 17, 14, 14}, {7, 94, 10, 16}});
  CHECK(test.chi_square == Approx(138.2898416));
  CHECK(test.degrees == 9);
  CHECK(test.cramers_v == Approx(0.279044623343));
}

TEST_CASE("the tail of chi-square is that of R, for odd and even degrees of freedom") {
  CHECK(chi_square_tail(3.841459, 1) == Approx(0.0499999946532));
  CHECK(chi_square_tail(9.210340, 2) == Approx(0.0100000018599));
  CHECK(chi_square_tail(0.5, 3) == Approx(0.918891411655));
  CHECK(chi_square_tail(12.5, 7) == Approx(0.0852692751583));
  CHECK(chi_square_tail(0, 4) == 1);
}

TEST_CASE("no association may be claimed when more than a fifth of the expected counts are below 5") {
  // Expected 5 each: valid. With 9 in a row of two, 4.5 each: half of four cells are small.
  CHECK(association({{5, 5}, {5, 5}})->is_valid);
  CHECK_FALSE(association({{5, 4}, {5, 6}})->is_valid);
  // One of five columns is small in both rows: exactly four in five are large.
  CHECK(association({{10, 10, 10, 10, 4}, {10, 10, 10, 10, 4}})->is_valid);
  CHECK_FALSE(association({{10, 10, 10, 4}, {10, 10, 10, 4}})->is_valid);
}

TEST_CASE("rows and columns without a count are left out, and one row says nothing") {
  const auto with = *association({{10, 0, 20}, {0, 0, 0}, {20, 0, 10}});
  CHECK(with.degrees == 1);
  CHECK(with.chi_square == Approx(association({{10, 20}, {20, 10}})->chi_square));
  CHECK_FALSE(association({{10, 20}}));
  CHECK_FALSE(association({{10, 0}, {20, 0}}));
  CHECK_FALSE(association({}));
}

TEST_CASE("Cramer's V is 1 when one property says the other") {
  CHECK(association({{20, 0}, {0, 20}})->cramers_v == Approx(1));
}

TEST_CASE("Fisher's exact test is that of R, and of the lady who tastes tea") {
  // R. A. Fisher, The Design of Experiments (1935), II: three cups right of four: 17 in 70.
  CHECK(fisher_tail(3, 4, 4, 8) == Approx(17.0 / 70));
  CHECK(fisher_tail(23, 32, 32, 68) == Approx(0.000117964336162));
  CHECK(fisher_tail(0, 4, 4, 8) == 1);
  CHECK(fisher_tail(4, 4, 4, 4) == 1);
}

TEST_CASE("Cohen's kappa is that of his own example") {
  // J. Cohen, A coefficient of agreement for nominal scales (1960), table 1: .492.
  CHECK(*cohens_kappa({{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}) == Approx(0.492).margin(0.0005));
  CHECK(*cohens_kappa({{10, 0}, {0, 10}}) == 1);
  CHECK(*cohens_kappa({{5, 5}, {5, 5}}) == 0);
  CHECK_FALSE(cohens_kappa({{10, 0}, {0, 0}}));
  CHECK_FALSE(cohens_kappa({}));
}
