package io.heapwise.dump;

import java.io.IOException;

/** A file is no profile that can be read; the message says where in it, and what is wrong there. */
public final class MalformedProfileException extends IOException {
  private static final long serialVersionUID = 1;

  public MalformedProfileException(String message) {
    super(message);
  }
}
