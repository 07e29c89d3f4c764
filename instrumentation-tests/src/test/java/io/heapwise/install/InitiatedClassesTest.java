package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URL;
import java.net.URLClassLoader;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class InitiatedClassesTest {
  private final InitiatedClasses classes = new InitiatedClasses(ByteBuddyAgent.install());

  static final class Loaded {}

  @Test
  void findsWhatIsLoadedAndLoadsNothing() throws Exception {
    URL here = Loaded.class.getProtectionDomain().getCodeSource().getLocation();
    String name = Loaded.class.getName();
    String internalName = name.replace('.', '/');
    try (URLClassLoader loader = new URLClassLoader(new URL[] {here}, null)) {
      assertNull(classes.find(loader, internalName));
      assertNull(classes.find(loader, internalName));
      Class<?> loaded = loader.loadClass(name);
      assertSame(loaded, classes.find(loader, internalName));
    }
    assertNull(classes.find(null, "java/lang/String"));
  }
}
