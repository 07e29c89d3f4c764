package io.heapwise.benchmarks.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Orders, as lines of text: read, grouped by customer, sorted by amount, and written again. */
final class TextRecords {
  private static final int LINES = 40_000;
  private static final int CUSTOMERS = 2_000;
  private static final List<String> LINES_OF_TEXT = lines();

  private TextRecords() {}

  static long checksum(int seed) {
    Map<String, List<Order>> byCustomer = new HashMap<>();
    for (String line : LINES_OF_TEXT) {
      Order order = Order.parse(line, seed);
      byCustomer.computeIfAbsent(order.customer, customer -> new ArrayList<>()).add(order);
    }
    long sum = 0;
    for (List<Order> orders : byCustomer.values()) {
      orders.sort(Comparator.comparing(Order::amount).thenComparing(Order::article));
      StringBuilder text = new StringBuilder();
      for (Order order : orders) {
        text.append(order.customer).append(';').append(order.article).append(';');
        text.append(order.amount()).append('\n');
      }
      sum += text.toString().hashCode();
    }
    return sum;
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      int customer = (int) (i * 7919L % CUSTOMERS);
      lines.add("customer-" + customer + ",article-" + i % 97 + "," + i * 31L % 10_007 + ",open");
    }
    return lines;
  }

  private record Order(String customer, String article, Long amount) {
    static Order parse(String line, int seed) {
      List<String> fields = new ArrayList<>(4);
      int begin = 0;
      for (int comma; (comma = line.indexOf(',', begin)) >= 0; begin = comma + 1) {
        fields.add(line.substring(begin, comma));
      }
      return new Order(fields.get(0), fields.get(1), Long.parseLong(fields.get(2)) + seed);
    }
  }
}
