package org.logicrl.core.settings;

import org.logicrl.api.Setting;

/**
 * The section {@code model}.
 *
 * @param path the Hugging Face model folder that training starts from, which is also the reference
 *     of the KL term; relative to the configuration file
 */
public record ModelSettings(
    @Setting(help = "Hugging Face model folder, relative to the configuration file.")
        String path) {}
