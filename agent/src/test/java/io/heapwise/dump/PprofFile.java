package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A pprof file, read by Google's own parser and checked against what its format demands. */
final class PprofFile {
  private final List<String> strings;
  private final DynamicMessage profile;
  private final Map<Long, DynamicMessage> functions = new HashMap<>();
  private final Map<Long, DynamicMessage> locations = new HashMap<>();

  /** A sample: its frames as {@code function:line}, innermost first, values and labels. */
  record Sample(List<String> frames, List<Long> values, Map<String, String> labels) {}

  PprofFile(byte[] file) throws IOException {
    byte[] message = new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
    profile = DynamicMessage.parseFrom(PprofSchema.PROFILE, message);
    strings = all(profile, "string_table");
    assertEquals("", strings.get(0), "the first string must be empty");
    assertEquals(strings.size(), strings.stream().distinct().count(), "strings are there once");
    for (DynamicMessage function : this.<DynamicMessage>all(profile, "function")) {
      assertTrue(number(function, "id") > 0);
      assertNull(functions.put(number(function, "id"), function), "an id is given once");
    }
    for (DynamicMessage location : this.<DynamicMessage>all(profile, "location")) {
      assertTrue(number(location, "id") > 0);
      assertNull(locations.put(number(location, "id"), location), "an id is given once");
    }
    checkKnown(profile);
  }

  List<String> sampleTypes() {
    List<String> types = new ArrayList<>();
    for (DynamicMessage type : this.<DynamicMessage>all(profile, "sample_type")) {
      types.add(string(type, "type") + "/" + string(type, "unit"));
    }
    return types;
  }

  List<String> comments() {
    List<String> comments = new ArrayList<>();
    for (long comment : this.<Long>all(profile, "comment")) {
      comments.add(strings.get((int) comment));
    }
    return comments;
  }

  String defaultSampleType() {
    return string(profile, "default_sample_type");
  }

  long timeNanos() {
    return number(profile, "time_nanos");
  }

  long durationNanos() {
    return number(profile, "duration_nanos");
  }

  List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    int values = sampleTypes().size();
    for (DynamicMessage sample : this.<DynamicMessage>all(profile, "sample")) {
      List<String> frames = new ArrayList<>();
      for (long id : this.<Long>all(sample, "location_id")) {
        frames.add(frame(id));
      }
      Map<String, String> labels = new TreeMap<>();
      for (DynamicMessage label : this.<DynamicMessage>all(sample, "label")) {
        labels.put(string(label, "key"), string(label, "str"));
      }
      Sample read = new Sample(frames, all(sample, "value"), labels);
      assertEquals(values, read.values().size(), "one value for each type");
      samples.add(read);
    }
    return samples;
  }

  private String frame(long id) {
    DynamicMessage location = locations.get(id);
    assertNotNull(location, () -> "no location " + id);
    List<DynamicMessage> lines = all(location, "line");
    assertEquals(1, lines.size());
    DynamicMessage function = functions.get(number(lines.get(0), "function_id"));
    assertNotNull(function, () -> "no function of location " + id);
    return string(function, "name") + ":" + number(lines.get(0), "line");
  }

  private String string(DynamicMessage message, String field) {
    return strings.get((int) number(message, field));
  }

  private static long number(DynamicMessage message, String field) {
    return (Long) message.getField(message.getDescriptorForType().findFieldByName(field));
  }

  @SuppressWarnings("unchecked")
  private <T> List<T> all(DynamicMessage message, String field) {
    return (List<T>) message.getField(message.getDescriptorForType().findFieldByName(field));
  }

  /** No field that the schema does not have, at any depth. */
  private static void checkKnown(DynamicMessage message) {
    assertTrue(message.getUnknownFields().asMap().isEmpty(), message::toString);
    for (Object value : message.getAllFields().values()) {
      List<?> values = value instanceof List<?> list ? list : List.of(value);
      for (Object element : values) {
        if (element instanceof DynamicMessage inner) {
          checkKnown(inner);
        }
      }
    }
  }
}
