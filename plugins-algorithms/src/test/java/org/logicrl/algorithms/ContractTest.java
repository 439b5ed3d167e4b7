package org.logicrl.algorithms;

import org.junit.jupiter.api.Nested;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.testkit.AlgorithmContract;

/** Every algorithm by default, and in settings that take every other path through the code. */
class ContractTest {

  @Nested
  class ReinforcePlusPlusByDefault extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new ReinforcePlusPlus(SettingsOf.reinforcePlusPlus());
    }
  }

  @Nested
  class ReinforcePlusPlusAsPublishedWithPenaltyInTheReward extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new ReinforcePlusPlus(
          SettingsOf.reinforcePlusPlus(
              "baseline", "none",
              "klPlacement", "reward",
              "klEstimator", "k1",
              "klCoefficient", 0.1,
              "entropyCoefficient", 0.01));
    }
  }

  @Nested
  class GrpoByDefault extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new Grpo(SettingsOf.grpo());
    }
  }

  @Nested
  class GrpoOfThePaperWithAStrongPenalty extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new Grpo(
          SettingsOf.grpo(
              "klCoefficient", 1, "lossAggregation", "seq-mean-token-mean", "dualClip", 0));
    }
  }

  @Nested
  class DrGrpoWithClipHigherAndK2 extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new Grpo(
          SettingsOf.grpo(
              "normalizeByStd",
              false,
              "lossAggregation",
              "seq-mean-token-sum-norm",
              "lossNormTokens",
              20,
              "clipHigh",
              0.28,
              "klEstimator",
              "k2",
              "klCoefficient",
              0.5));
    }
  }

  @Nested
  class GrpoWithAnAbsolutePenaltyAndEntropy extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new Grpo(
          SettingsOf.grpo(
              "klEstimator", "abs",
              "klCoefficient", 0.5,
              "entropyCoefficient", 0.1,
              "discount", 0.9));
    }
  }

  @Nested
  class PpoByDefault extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new Ppo(SettingsOf.ppo());
    }
  }

  @Nested
  class PpoWithPenaltyInTheReward extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new Ppo(
          SettingsOf.ppo(
              "discount",
              0.99,
              "lambda",
              0.95,
              "klPlacement",
              "reward",
              "klEstimator",
              "k1",
              "klCoefficient",
              0.1,
              "lossAggregation",
              "seq-mean-token-sum",
              "valueClip",
              0));
    }
  }
}
