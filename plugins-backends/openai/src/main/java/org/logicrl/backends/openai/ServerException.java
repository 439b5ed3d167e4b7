package org.logicrl.backends.openai;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A server that does not answer, or whose answer makes no sense; the message says which. */
final class ServerException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** With a message that names the server's address and what went wrong. */
  ServerException(String message) {
    this(message, null);
  }

  /** With a message and the failure behind it. */
  ServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
