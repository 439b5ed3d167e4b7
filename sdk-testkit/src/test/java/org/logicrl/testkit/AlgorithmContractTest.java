package org.logicrl.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logicrl.api.Spans;
import org.logicrl.api.algorithm.Advantages;
import org.logicrl.api.algorithm.Algorithm;
import org.logicrl.api.algorithm.Experience;
import org.logicrl.api.algorithm.Needs;
import org.logicrl.api.algorithm.PolicyBatch;
import org.logicrl.api.algorithm.PolicyLoss;

/** The contract accepts an algorithm without faults and refuses each fault that it is there for. */
class AlgorithmContractTest {

  /** REINFORCE: rewards as advantages, token-mean of -A exp(new - old). */
  private static class Reinforce implements Algorithm {
    @Override
    public Needs needs() {
      return new Needs(false, false, false, 1);
    }

    @Override
    public Advantages advantages(Experience experience) {
      Spans spans = experience.spans();
      float[] advantages = new float[spans.total()];
      for (int row = 0; row < spans.count(); row++) {
        Arrays.fill(advantages, spans.start(row), spans.end(row), experience.rewards()[row]);
      }
      return new Advantages(advantages, null, Map.of());
    }

    @Override
    public PolicyLoss policyLoss(PolicyBatch batch) {
      double loss = 0;
      float[] gradients = new float[batch.logProbs().length];
      for (int t = 0; t < gradients.length; t++) {
        double logRatio = (double) batch.logProbs()[t] - batch.oldLogProbs()[t];
        double part =
            -batch.advantages()[t] * Math.exp(Math.min(logRatio, 20)) / batch.totals().tokens();
        loss += part;
        gradients[t] = logRatio > 20 ? 0 : (float) part;
      }
      return new PolicyLoss(loss, gradients, null, Map.of("actor/pg_loss", loss));
    }
  }

  @Nested
  class WithoutFaults extends AlgorithmContract {
    @Override
    protected Algorithm algorithm() {
      return new Reinforce();
    }
  }

  @Test
  void refusesADerivativeThatIsNotThatOfTheLoss() {
    AlgorithmContract contract =
        contractOf(
            loss -> {
              float[] wrong = loss.logProbGradients().clone();
              for (int t = 0; t < wrong.length; t++) {
                wrong[t] *= 1.001f;
              }
              return new PolicyLoss(loss.loss(), wrong, null, loss.metrics());
            });

    refuses(() -> contract.derivesThePolicyLossByLogProbabilities(1));
  }

  @Test
  void refusesALossThatDependsOnEntropiesButHasNoDerivative() {
    Algorithm algorithm =
        new Reinforce() {
          @Override
          public PolicyLoss policyLoss(PolicyBatch batch) {
            PolicyLoss loss = super.policyLoss(batch);
            double bonus = 0.01 * batch.entropies()[0];
            return new PolicyLoss(
                loss.loss() - bonus, loss.logProbGradients(), null, loss.metrics());
          }
        };

    refuses(() -> contract(algorithm).derivesThePolicyLossByEntropies(1));
  }

  @Test
  void refusesMeansOverMicroBatches() {
    Algorithm algorithm =
        new Reinforce() {
          @Override
          public PolicyLoss policyLoss(PolicyBatch batch) {
            PolicyLoss loss = super.policyLoss(batch);
            double scale = batch.totals().tokens() / (double) batch.spans().total();
            return new PolicyLoss(
                scale * loss.loss(), loss.logProbGradients(), null, loss.metrics());
          }
        };

    refuses(() -> contract(algorithm).addsThePolicyLossOfMicroBatchesUpToThatOfTheMiniBatch(1));
  }

  @Test
  void refusesMetricsThatDoNotAddUp() {
    AlgorithmContract contract =
        contractOf(
            loss ->
                new PolicyLoss(
                    loss.loss(), loss.logProbGradients(), null, Map.of("actor/kl_coef", 0.001)));

    refuses(() -> contract.addsThePolicyLossOfMicroBatchesUpToThatOfTheMiniBatch(1));
  }

  @Test
  void refusesAnAlgorithmThatRemembers() {
    Algorithm algorithm =
        new Reinforce() {
          private int calls;

          @Override
          public PolicyLoss policyLoss(PolicyBatch batch) {
            PolicyLoss loss = super.policyLoss(batch);
            return new PolicyLoss(
                loss.loss() + calls++, loss.logProbGradients(), null, loss.metrics());
          }
        };

    refuses(() -> contract(algorithm).givesTheSameBitsForTheSameCall());
  }

  @Test
  void refusesAnAlgorithmThatChangesItsArguments() {
    Algorithm algorithm =
        new Reinforce() {
          @Override
          public Advantages advantages(Experience experience) {
            Advantages advantages = super.advantages(experience);
            Arrays.fill(experience.rewards(), 0);
            return advantages;
          }
        };

    refuses(() -> contract(algorithm).leavesItsArgumentsAsTheyAre());
  }

  @Test
  void refusesAnAdvantageThatDependsOnThePlaceInTheBatch() {
    Algorithm algorithm =
        new Reinforce() {
          @Override
          public Advantages advantages(Experience experience) {
            Advantages advantages = super.advantages(experience);
            advantages.advantages()[0] += 1;
            return advantages;
          }
        };

    refuses(() -> contract(algorithm).judgesASequenceTheSameWhereverItStandsInTheBatch(1));
  }

  @Test
  void refusesADivisionByTheSpreadOfEqualRewards() {
    Algorithm algorithm =
        new Reinforce() {
          @Override
          public Advantages advantages(Experience experience) {
            Advantages advantages = super.advantages(experience);
            float spread = experience.rewards()[0] - experience.rewards()[1];
            for (int t = 0; t < advantages.advantages().length; t++) {
              advantages.advantages()[t] /= spread;
            }
            return advantages;
          }
        };

    refuses(() -> contract(algorithm).staysFiniteWhenAllRewardsAreEqual());
  }

  private static void refuses(Executable test) {
    assertThatThrownBy(test::execute).isInstanceOf(AssertionError.class);
  }

  private static AlgorithmContract contractOf(UnaryOperator<PolicyLoss> fault) {
    return contract(
        new Reinforce() {
          @Override
          public PolicyLoss policyLoss(PolicyBatch batch) {
            return fault.apply(super.policyLoss(batch));
          }
        });
  }

  private static AlgorithmContract contract(Algorithm algorithm) {
    return new AlgorithmContract() {
      @Override
      protected Algorithm algorithm() {
        return algorithm;
      }
    };
  }
}
