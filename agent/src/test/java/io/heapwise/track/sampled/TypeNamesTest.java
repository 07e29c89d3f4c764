package io.heapwise.track.sampled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TypeNamesTest {
  @Test
  void areAsInSource() {
    for (Class<?> type :
        List.of(
            String.class,
            Map.Entry.class,
            boolean[].class,
            byte[].class,
            char[].class,
            short[].class,
            int[][].class,
            long[].class,
            float[].class,
            double[][][].class,
            String[].class,
            Map.Entry[][].class)) {
      // But for the dollar of nested classes.
      assertEquals(type.getTypeName(), TypeNames.inSource(type.getName()));
    }
    assertEquals("", TypeNames.inSource(""));
    assertEquals("[", TypeNames.inSource("["));
  }
}
