/**
 * Configuration: YAML, environment variables and {@code --set} assignments become settings records,
 * or one report with every error.
 *
 * <p>Start with {@link org.logicrl.core.config.ConfigLoader}, which reads and merges, and {@link
 * org.logicrl.core.config.SettingsBinder}, which binds, checks and documents. The rules a user sees
 * are in {@code docs/configuration.md}.
 */
@NullMarked
package org.logicrl.core.config;

import org.jspecify.annotations.NullMarked;
