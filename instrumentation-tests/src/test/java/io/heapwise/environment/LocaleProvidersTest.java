package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Number formats where the program itself has a say in what symbols a locale has. */
class LocaleProvidersTest {
  private static final String RUNS = "200";

  /** Formats after it may have set the property that the JDK looks at only once. */
  private static final String MAIN =
      """
      package sample;
      import java.text.DecimalFormat;
      import java.text.NumberFormat;
      public class Main {
        static String price(double number) {
          return new DecimalFormat("0.00").format(number);
        }
        static String share(double number) {
          return NumberFormat.getPercentInstance().format(number);
        }
        public static void main(String[] arguments) throws Exception {
          if (!arguments[0].isEmpty()) {
            System.setProperty("java.locale.providers", arguments[0]);
          }
          String last = price(0.5) + share(0.5);
          System.clearProperty("java.locale.providers");
          int sum = 0;
          for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            last = price(i * 0.125) + share(i * 0.125);
            sum = 31 * sum + last.hashCode();
          }
          System.out.println(last + " " + sum);
        }
      }
      """;

  /** Has other symbols each time it is asked. */
  private static final String PROVIDER =
      """
      package sample;
      import java.text.DecimalFormatSymbols;
      import java.text.spi.DecimalFormatSymbolsProvider;
      import java.util.Locale;
      public class Changing extends DecimalFormatSymbolsProvider {
        private int asked;
        @Override
        public DecimalFormatSymbols getInstance(Locale locale) {
          DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
          symbols.setDecimalSeparator((char) ('a' + asked++ % 26));
          return symbols;
        }
        @Override
        public Locale[] getAvailableLocales() {
          return new Locale[] {Locale.GERMANY};
        }
      }
      """;

  @TempDir static Path temporary;
  private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.compile(temporary.resolve("classes"), List.of(), MAIN, PROVIDER);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("java.text.spi.DecimalFormatSymbolsProvider"), "sample.Changing\n");
  }

  @ParameterizedTest
  @CsvSource({"'-Djava.locale.providers=SPI,CLDR', ''", "-Dnone=, 'SPI,CLDR'"})
  void asksAProviderOfTheProgramEachTime(String option, String setByTheProgram) throws Exception {
    ForkedJvm.Run without = run(List.of(option), setByTheProgram);
    ForkedJvm.Run with = run(List.of(option, ForkedJvm.agent()), setByTheProgram);
    with.isAs(without).hasOnlyTheReport();
    assertEquals(2 * (Long.parseLong(RUNS) + 1), with.hits("number"), with::toString);
    assertTrue(with.err().contains("pool formats: "), with::toString);
    assertTrue(with.err().matches("(?s).*pool formats: \\d+ claims, 0 hits.*"), with::toString);
  }

  @Test
  void usesFormatsAgain_whereOnlyTheJdkIsAsked() throws Exception {
    ForkedJvm.Run without = run(List.of("-Dnone="), "");
    ForkedJvm.Run with = run(List.of(ForkedJvm.agent()), "");
    with.isAs(without).hasOnlyTheReport();
    assertTrue(
        with.err().matches("(?s).*pool formats: \\d+ claims, [34]\\d\\d hits.*"), with::toString);
  }

  private static ForkedJvm.Run run(List<String> options, String providers) throws Exception {
    List<String> all = new java.util.ArrayList<>(options);
    all.add("-Duser.language=de");
    all.add("-Duser.country=DE");
    return ForkedJvm.program(temporary, classes, all, "sample.Main", providers, RUNS).run();
  }
}
