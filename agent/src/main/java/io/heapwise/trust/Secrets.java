package io.heapwise.trust;

/** Classes that see secrets: what they are lent is never pooled. */
final class Secrets {
  private static final String[] PREFIXES = {
    "javax.crypto.",
    "com.sun.crypto.",
    "java.security.Key",
    "java.security.SecureRandom",
    "java.security.Signature",
    "java.io.Console",
    "javax.security.",
    "jdk.internal.io.",
    "jdk.internal.org.jline.",
    "sun.security.ec.",
    "sun.security.pkcs",
    "sun.security.rsa.",
    "sun.security.ssl.",
    "sun.security.util.KeyUtil",
    "sun.security.util.Password",
  };

  private Secrets() {}

  /** Whether a class, or anything that it extends or implements, is one of them. */
  static boolean contain(Class<?> type) {
    if (type == null) {
      return false;
    }
    if (isOne(type.getName())) {
      return true;
    }
    for (Class<?> parent : type.getInterfaces()) {
      if (contain(parent)) {
        return true;
      }
    }
    return contain(type.getSuperclass());
  }

  /** Whether a class is one of them by its internal name. */
  static boolean contain(String internalName) {
    return isOne(internalName.replace('/', '.'));
  }

  private static boolean isOne(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
