/**
 * The service provider interface of the Logic-RL SDK: everything a plugin implements and every
 * value that crosses the wall between a plugin and the core.
 *
 * <p>A jar offers plugins by one {@link java.util.ServiceLoader} service, {@link
 * org.logicrl.api.Plugin}. Start there, then read the package of the part you want to write: {@link
 * org.logicrl.api.task}, {@link org.logicrl.api.reward}, {@link org.logicrl.api.algorithm} or
 * {@link org.logicrl.api.backend}.
 *
 * <p>Arrays that cross the wall are shared, never copied: the receiver must not change an array it
 * was given, and the giver must not change an array it has handed out.
 */
@NullMarked
package org.logicrl.api;

import org.jspecify.annotations.NullMarked;
