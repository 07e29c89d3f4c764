package io.heapwise.dump;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders that depend on what rows say, and not on when they came. */
final class RowOrder {
  private RowOrder() {}

  static List<SiteRow> bySite(List<SiteRow> rows) {
    List<SiteRow> sorted = new ArrayList<>(rows);
    sorted.sort(SITE);
    return sorted;
  }

  static List<StackRow> byStack(List<StackRow> rows) {
    List<StackRow> sorted = new ArrayList<>(rows);
    sorted.sort(STACK);
    return sorted;
  }

  /** By place; also tells rows of one place apart. */
  static final Comparator<SiteRow> SITE =
      new Comparator<>() {
        @Override
        public int compare(SiteRow a, SiteRow b) {
          int order = compareLocations(a.location(), b.location());
          order = order != 0 ? order : a.type().compareTo(b.type());
          order = order != 0 ? order : a.kind().compareTo(b.kind());
          order = order != 0 ? order : compareTexts(a.rewrite(), b.rewrite());
          return order != 0 ? order : compareTexts(a.refusal(), b.refusal());
        }
      };

  private static final Comparator<StackRow> STACK =
      new Comparator<>() {
        @Override
        public int compare(StackRow a, StackRow b) {
          List<Location> left = a.frames();
          List<Location> right = b.frames();
          for (int i = 0; i < left.size() && i < right.size(); i++) {
            int order = compareLocations(left.get(i), right.get(i));
            if (order != 0) {
              return order;
            }
          }
          int order = Integer.compare(left.size(), right.size());
          return order != 0 ? order : a.type().compareTo(b.type());
        }
      };

  private static int compareLocations(Location a, Location b) {
    int order = a.className().compareTo(b.className());
    order = order != 0 ? order : a.method().compareTo(b.method());
    order = order != 0 ? order : a.descriptor().compareTo(b.descriptor());
    order = order != 0 ? order : Integer.compare(a.bytecodeIndex(), b.bytecodeIndex());
    order = order != 0 ? order : Integer.compare(a.line(), b.line());
    return order != 0 ? order : compareTexts(a.file(), b.file());
  }

  private static int compareTexts(String a, String b) {
    if (a == null || b == null) {
      return a == b ? 0 : a == null ? -1 : 1;
    }
    return a.compareTo(b);
  }
}
