/**
 * Plugins: where they are found, how they are kept apart, and why one was refused.
 *
 * <p>Start with {@link org.logicrl.core.plugin.PluginCatalog}. What a plugin's author sees of this
 * is in {@code docs/plugins.md}.
 */
@NullMarked
package org.logicrl.core.plugin;

import org.jspecify.annotations.NullMarked;
