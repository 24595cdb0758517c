# Where the numbers of tests/statistics come from that are not taken from a book.
#
#   Rscript tests/statistics/reference.R
#
# Base R 4.2.2 alone; nothing in the build runs it.
options(digits = 12)

# Mann-Kendall with ties and correction for continuity; the variance as M. G. Kendall (1975) has it.
# Kendall's score comes from R's own cor.test, which the tests of S are held against.
mann_kendall <- function(x) {
  n <- length(x)
  s <- sum(sapply(1:(n - 1), function(i) sum(sign(x[(i + 1):n] - x[i]))))
  t <- table(x)
  v <- (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5))) / 18
  z <- (s - sign(s)) / sqrt(v)
  c(S = s, var = v, z = z, p = 2 * pnorm(-abs(z)))
}
sen <- function(x) {
  n <- length(x)
  median(unlist(lapply(1:(n - 1), function(i) (x[(i + 1):n] - x[i]) / (1:(n - i)))))
}
# R's data sets: annual flow of the Nile 1871-1970, lynx trapped 1821-1934, and a short series.
for (x in list(as.integer(Nile), as.integer(lynx),
               c(12, 15, 14, 14, 18, 21, 19, 21, 25, 24, 24, 30))) {
  print(mann_kendall(x)); print(sen(x))
}
# The same with R's own Kendall test: with continuity, exact = FALSE; its p has to be the one above.
print(cor.test(1:100, as.integer(Nile), method = "kendall", exact = FALSE, continuity = TRUE)$p.value)
print(cor.test(1:12, c(12, 15, 14, 14, 18, 21, 19, 21, 25, 24, 24, 30), method = "kendall",
               exact = FALSE, continuity = TRUE)$p.value)

# Upper tails of chi-square.
print(pchisq(c(3.841459, 9.210340, 30.0701, 0.5, 12.5), c(1, 2, 2, 3, 7), lower.tail = FALSE))

# Agresti (2007), p. 39: gender by party.
print(chisq.test(as.table(rbind(c(762, 327, 468), c(484, 239, 477)))))
# R's HairEyeColor, hair by eye, both sexes.
m <- margin.table(HairEyeColor, c(1, 2)); print(m)
x <- chisq.test(m); print(x); print(min(x$expected))
print(sqrt(x$statistic / (sum(m) * (min(dim(m)) - 1))))

# Incident: 22 or more of 22 + 132, one in thirteen; and 9 of 9 + 3.
print(pbinom(21, 154, 1 / 13, lower.tail = FALSE))
print(pbinom(8, 12, 1 / 13, lower.tail = FALSE))

# Fisher, one-sided.
print(fisher.test(matrix(c(23, 9, 9, 27), 2), alternative = "greater")$p.value)

# Holm.
print(p.adjust(c(0.01, 0.04, 0.03, 0.005), method = "holm"))

# The series themselves.
cat(as.integer(Nile), sep = ", "); cat("\n")
cat(as.integer(lynx), sep = ", "); cat("\n")
