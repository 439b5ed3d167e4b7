package org.logicrl.api.backend;

/**
 * The constants of AdamW (Loshchilov and Hutter, arXiv 1711.05101), in PyTorch's meaning; the
 * learning rate comes with each step.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the root of the second mean
 * @param weightDecay decoupled decay, multiplied by the learning rate; applied to every parameter
 * @param maxGradNorm the gradient is scaled down to this global norm; 0 means never
 */
public record OptimizerSettings(
    double beta1, double beta2, double epsilon, double weightDecay, double maxGradNorm) {}
