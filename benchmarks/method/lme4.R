# The same model by lme4: score ~ 1 + (1 | organisation) + (1 | judge), REML. Prints CPU seconds of the fit, the criterion,
# the variances, and writes the effects of the organisations.
suppressMessages(library(lme4))
arguments <- commandArgs(trailingOnly = TRUE)
scores <- read.csv(arguments[1])
scores$organisation <- factor(scores$organisation)
scores$judge <- factor(scores$judge)
best <- Inf
for (round in seq_len(as.integer(arguments[3]))) {
  began <- proc.time()
  fit <- lmer(score ~ 1 + (1 | organisation) + (1 | judge), scores, REML = TRUE)
  took <- proc.time() - began
  best <- min(best, took[["user.self"]] + took[["sys.self"]])
}
found <- as.data.frame(VarCorr(fit))
variance <- function(name) found$vcov[found$grp == name]
cat(sprintf("%.17g %.17g %.17g %.17g %.17g\n", best, REMLcrit(fit), variance("organisation"), variance("judge"), variance("Residual")))
effects <- ranef(fit)$organisation
write.csv(data.frame(organisation = rownames(effects), effect = effects[, 1]), arguments[2], row.names = FALSE)
