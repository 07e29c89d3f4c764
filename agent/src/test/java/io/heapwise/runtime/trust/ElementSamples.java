package io.heapwise.runtime.trust;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What is done to arrays of constants. */
final class ElementSamples {
  static Object published;

  private ElementSamples() {}

  enum Token {
    KEY,
    VALUE
  }

  static class Looping {
    Token next = Token.KEY;

    boolean take(Token... tokens) {
      for (Token token : tokens) {
        if (token == next) {
          return true;
        }
      }
      return false;
    }
  }

  static class Inheriting extends Looping {}

  static class GivingElements {
    boolean take(Token... tokens) {
      published = tokens[0];
      return tokens.length > 1 && tokens[1].equals(tokens[0]);
    }
  }

  static class Copying {
    Token[] copy;

    boolean take(Token... tokens) {
      copy = tokens.clone();
      System.arraycopy(tokens, 0, copy, 0, 1);
      return copy.length == 1;
    }
  }

  static class Passing {
    boolean take(Token... tokens) {
      return tokens != null && contains(tokens, Token.KEY) && last(tokens) == Token.VALUE;
    }

    private static boolean contains(Token[] tokens, Token wanted) {
      for (Token token : tokens) {
        if (token == wanted) {
          return true;
        }
      }
      return false;
    }

    private Token last(Token[] tokens) {
      return tokens[tokens.length - 1];
    }
  }

  static class Writing {
    boolean take(Token... tokens) {
      tokens[0] = Token.VALUE;
      return true;
    }
  }

  static class WritingDeep {
    boolean take(Token... tokens) {
      return write(tokens.length > 1 ? tokens : new Token[1]);
    }

    private static boolean write(Object[] objects) {
      objects[0] = null;
      return true;
    }
  }

  static class Filling {
    boolean read(Token... tokens) {
      tokens[0] = Token.VALUE;
      return true;
    }
  }

  static class Keeping extends Looping {
    Token[] kept;

    @Override
    boolean take(Token... tokens) {
      kept = tokens;
      return super.take(tokens);
    }
  }

  static class Publishing {
    boolean take(Token... tokens) {
      published = tokens;
      return true;
    }
  }

  static class Returning {
    Token[] same(Token... tokens) {
      return tokens;
    }
  }

  static class Listing {
    boolean take(Token... tokens) {
      return Arrays.asList(tokens).contains(Token.KEY);
    }
  }

  static class ListingCopies {
    boolean take(Token... tokens) {
      return List.of(tokens).contains(Token.KEY);
    }
  }

  static class Streaming {
    boolean take(Token... tokens) {
      return Stream.of(tokens).anyMatch(Token.KEY::equals);
    }
  }

  static class Locking {
    boolean take(Token... tokens) {
      synchronized (tokens) {
        return tokens.length > 1;
      }
    }
  }

  static class Comparing {
    boolean take(Token... tokens) {
      return tokens == published;
    }
  }

  static class Telling {
    boolean take(Token... tokens) {
      published = "of " + tokens;
      return true;
    }
  }

  static class Capturing {
    boolean take(Token... tokens) {
      Runnable later = () -> published = tokens[0];
      later.run();
      return true;
    }
  }

  static class Storing {
    boolean take(Token... tokens) {
      published = new Object[] {tokens};
      return true;
    }
  }

  static class Delegating {
    final Looping other = new Looping();

    boolean take(Token... tokens) {
      return other.take(tokens);
    }
  }

  static class Hiding {
    private boolean take(Token... tokens) {
      return tokens.length > 1;
    }

    boolean call() {
      return take(Token.KEY);
    }
  }

  static class NotOverriding extends Hiding {
    boolean take(Token... tokens) {
      return tokens.length > 2;
    }
  }
}
