package org.logicrl.core.experiment;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logicrl.core.experiment.Sections.Common;
import org.logicrl.core.run.Json;
import org.logicrl.core.run.RunFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moment in which a run goes on.
 *
 * @param step the steps done before
 * @param changes the keys of the configuration that have changed, with their values
 * @param circumstances those of this process
 */
record Resumption(long step, Map<String, String> changes, Circumstances circumstances) {

  private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

  /** Writes into a run's folder what it goes on with, and warns where its numbers may differ. */
  void write(RunFolder folder, Common common) throws IOException {
    List<String> differences =
        Circumstances.differences(folder.description(), Json.parse(Json.line(circumstances)));
    for (String key : changes.keySet()) {
      if (ResumedConfig.ofEngine(key)) {
        LOG.warn("{} has changed since the run started: it may not go on bit for bit", key);
      }
    }
    for (String difference : differences) {
      LOG.warn("{} since the run started: it may not go on bit for bit", difference);
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("time", Instant.now().toString());
    entry.put("step", step);
    entry.put("set", changes);
    entry.put("differences", differences);
    folder.goOn(common.effective().toYaml(), entry);
  }
}
