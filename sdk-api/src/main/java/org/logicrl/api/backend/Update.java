package org.logicrl.api.backend;

/**
 * What an optimiser step did.
 *
 * @param gradNorm the global norm of the gradient before clipping
 * @param skipped whether the step was left out because the gradient was not finite
 */
public record Update(double gradNorm, boolean skipped) {}
