package org.logicrl.core.train;

import org.jspecify.annotations.Nullable;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.backend.Generator;
import org.logicrl.api.backend.Learner;
import org.logicrl.api.backend.Sampling;
import org.logicrl.api.backend.Scorer;
import org.logicrl.api.backend.ValueModel;
import org.logicrl.core.rollout.Grader;
import org.logicrl.core.rollout.ProblemOrder;
import org.logicrl.core.rollout.RolloutWorker;
import org.logicrl.core.settings.LearnerSettings;
import org.logicrl.core.settings.MismatchSettings;
import org.logicrl.core.settings.RolloutSettings;

/**
 * Everything that a training step works with.
 *
 * @param reference null when the algorithm needs no reference log-probabilities
 * @param critic null when the algorithm has no critic
 */
public record TrainingParts(
    ProblemOrder problems,
    RolloutWorker worker,
    Grader grader,
    Algorithm algorithm,
    Learner learner,
    Generator generator,
    @Nullable Scorer reference,
    @Nullable ValueModel critic,
    RolloutSettings rollout,
    LearnerSettings learnerSettings,
    MismatchSettings mismatch,
    Sampling sampling,
    long seed) {}
