package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report, used as people use it: with mouse and keys, in a browser. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HtmlReportBrowserTest {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final String ENTER = "\ue007";
  private static final String ESCAPE = "\ue00c";
  private static final String DOWN = "\ue015";
  private static final String RIGHT = "\ue014";

  /** Height of a row of the flame graph. */
  private static final int ROW = 21;

  @TempDir static Path folder;
  private static WebBrowser browser;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        WebBrowser.isInstalled(),
        "no Chromium here: apt-get install chromium chromium-driver, and these tests run");
    browser = new WebBrowser(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void showsTheTotals_withWhatAvoidedMeans() throws Exception {
    open(Profiles.sample());
    String bars = text("#bars");
    assertTrue(bars.contains("4,368,976 bytes"), bars);
    assertTrue(bars.contains("4,192,000 bytes (95.9 % of before), 1,500 runs of 2"), bars);
    assertTrue(bars.contains("176,976 bytes (4.1 % of before)"), bars);
    assertTrue(bars.contains("1,332,000 bytes"), bars);
    assertTrue(
        bars.contains("at sites that were counted as well, 132.0 KB of the 176.0 KB executed"),
        bars);
    assertEquals(Wording.AVOIDED, text("#note"));
    assertEquals("Heapwise: com.acme.Main", browser.eval("document.title"));
    assertTrue(text("#rewrites").contains("regex (off)"));
    assertTrue(text("#rewrites").contains("2: only feeds an exception"));
    assertTrue(text("#pools").contains("byte[] 8192"));
    assertTrue(text("#jvms").contains("-Dname=\"quoted\""));
  }

  @Test
  void zoomsInByAClick_andOutAgain() throws Exception {
    open(Profiles.sample());
    assertEquals("all", text("#flame-path"));
    // The first row is everything, the second what all of it has been called from.
    browser.clickAt("#flame", 10, ROW + 5);
    assertEquals("all › com.acme.Main.main:12", text("#flame-path"));
    browser.clickAt("#flame", 10, 2 * ROW + 5);
    assertTrue(text("#flame-path").endsWith("Arrays.copyOf:3537"), text("#flame-path"));
    assertTrue(text("#flame-status").contains("1.20 MB · 1,200,000 bytes · 90.1 % of all"));
    browser.click("#flame-path button:nth-of-type(2)");
    assertEquals("all › com.acme.Main.main:12", text("#flame-path"));
    browser.click("#flame-reset");
    assertEquals("all", text("#flame-path"));
  }

  @Test
  void canBeUsedWithKeysAlone() throws Exception {
    open(Profiles.sample());
    browser.type("#flame", DOWN + DOWN + RIGHT);
    assertTrue(
        text("#flame-status").startsWith("com.acme.io.Reader.digest:93"), text("#flame-status"));
    browser.type("#flame", ENTER);
    assertTrue(text("#flame-path").endsWith("Reader.digest:93"), text("#flame-path"));
    browser.type("#flame", ESCAPE);
    assertEquals("all › com.acme.Main.main:12", text("#flame-path"));
    assertEquals(
        "0",
        browser.eval(
            "[...document.querySelectorAll('input,select,button,canvas')].filter(e =>"
                + " !(e.labels && e.labels.length) && !e.textContent.trim()"
                + " && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')).length"));
  }

  @Test
  void findsFramesByName() throws Exception {
    open(Profiles.sample());
    browser.type("#flame-search", "digest");
    assertTrue(text("#flame-status").contains("the search finds 9.9 %"), text("#flame-status"));
    browser.type("#flame-search", "no such");
    assertTrue(text("#flame-status").contains("the search finds 0.0 %"), text("#flame-status"));
  }

  @Test
  void showsSitesByPackage_withWhatWasAvoided() throws Exception {
    open(Profiles.sample());
    choose("#flame-source", "sites");
    assertTrue(text("#flame-status").contains("4.37 MB · 4,368,976 bytes"), text("#flame-status"));
    assertTrue(text("#flame-status").contains("95.9 % avoided"), text("#flame-status"));
    assertTrue(text("#flame-legend").contains(Wording.AVOIDED));
    browser.clickAt("#flame", 10, ROW + 5);
    assertEquals("all › com.acme.io", text("#flame-path"));
    choose("#flame-measure", "executed count");
    assertTrue(text("#flame-status").startsWith("all · 2,041"), text("#flame-status"));
  }

  @Test
  void sortsByAnyColumn() throws Exception {
    open(Profiles.sample());
    assertEquals("descending", browser.eval("document.querySelector('#head th').ariaSort"));
    assertEquals("4,104,000", cell(1, 1));
    browser.click("#head th:nth-child(1) button");
    assertEquals("", cell(1, 1));
    assertEquals("4,104,000", cell(6, 1));
    browser.click("#head th:nth-child(2) button");
    assertEquals("2,000", cell(1, 2));
    browser.click("#head th:nth-child(7) button");
    assertEquals("Unnamed.run(line 5)", cell(1, 7));
    assertEquals("ascending", browser.eval("document.querySelectorAll('#head th')[6].ariaSort"));
  }

  @Test
  void filtersByWordsFateAndRewrite() throws Exception {
    open(Profiles.sample());
    assertTrue(text("#sites-status").startsWith("6 of 6 sites"));
    choose("#fate", "refused");
    assertTrue(text("#sites-status").startsWith("1 of 6 sites"));
    assertTrue(cell(1, 8).contains("refused: escapes: stored in field Reader.sb at line 95"));
    choose("#fate", "rewritten");
    assertTrue(text("#sites-status").startsWith("2 of 6 sites"));
    choose("#rewrite", "buffer");
    assertTrue(text("#sites-status").startsWith("1 of 6 sites"));
    choose("#rewrite", "");
    choose("#fate", "none");
    assertTrue(text("#sites-status").startsWith("3 of 6 sites"));
    choose("#fate", "all");
    browser.type("#filter", "READER");
    assertTrue(text("#sites-status").startsWith("2 of 6 sites"), text("#sites-status"));
    browser.type("#filter", " stringb");
    assertTrue(text("#sites-status").startsWith("1 of 6 sites"), text("#sites-status"));
    browser.click("#rows td.site button");
    assertTrue(text("#detail").contains("digest(I)V"), text("#detail"));
    assertTrue(text("#detail").contains("176,000 bytes in 2,000"), text("#detail"));
    browser.eval("document.querySelector('#filter').value = 'main'");
    browser.type("#filter", "$");
    assertTrue(text("#sites-status").startsWith("1 of 6 sites"), text("#sites-status"));
  }

  /** Names are the program's, and so is what they look like. */
  @Test
  void showsNamesAsTheyAre_whateverTheyLookLike() throws Exception {
    String odd = "</script><img src=x onerror=window.bad=1>&amp;<b>\u2028";
    Location here = new Location(odd, odd, odd, odd, 7, 1);
    SiteRow row = new SiteRow(here, odd, odd, odd, odd, Counts.executed(1, 24));
    open(Profiles.of(List.of(row), List.of(new StackRow(List.of(here), odd, 1, 24, -1, -1))));
    assertEquals(odd + "." + odd + "(" + odd + ":7)", cell(1, 3));
    assertEquals("undefined", browser.eval("typeof window.bad"));
    assertEquals("0", browser.eval("document.images.length"));
  }

  @Test
  void needsNoNetwork() throws Exception {
    Path file = open(Profiles.sample());
    assertEquals("0", browser.eval("performance.getEntriesByType('resource').length"));
    String page = Files.readString(file).replaceAll("(?s)<script.*?</script>", "");
    assertTrue(!page.contains("http://") && !page.contains("https://"));
  }

  @Test
  void showsNothingWhereNothingWasCounted() throws Exception {
    open(Profiles.empty());
    assertEquals("Nothing was counted.", text("#bars"));
    assertTrue(text("#sites-status").startsWith("0 of 0 sites"));
    assertEquals("No JVM", text("#program"));
    open(Profiles.of(List.of(Profiles.sample().sites().get(5)), List.of()));
    assertTrue(text("#sites-status").startsWith("1 of 1 sites"));
  }

  /** The page has rows for what can be seen of the list, and no more. */
  @Test
  void holdsAHundredThousandSites() throws Exception {
    Profile profile = Profiles.random(7, 100_000);
    int sites = ProfileMerger.combined(profile).sites().size();
    Path file = open(profile);
    String opened =
        browser.eval(
            "Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd)");
    assertTrue(text("#sites-status").startsWith(Numbers.grouped(sites) + " of "));
    assertTrue(
        Integer.parseInt(browser.eval("document.querySelectorAll('#rows tr').length")) < 100);
    String first = cell(1, 7);
    browser.eval("document.querySelector('#table-box').scrollTop = 1e6");
    Thread.sleep(500);
    assertNotEquals(first, cell(20, 7));
    assertTrue(
        Integer.parseInt(browser.eval("document.querySelectorAll('#rows tr').length")) < 100);
    browser.type("#filter", "Class1234.");
    assertTrue(text("#sites-status").startsWith("5 of "), text("#sites-status"));
    browser.type("#flame-search", "Class1234.");
    assertTrue(text("#flame-status").contains("the search finds"), text("#flame-status"));
    System.out.printf(
        "page of %,d sites: %,d bytes, opened in %s ms; ms for a letter in the filter %s, all letters"
            + " away %s, a letter in the search %s, flame graph by sites %s%n",
        sites,
        Files.size(file),
        opened,
        millis(typed("#filter", "Class123")),
        millis(typed("#filter", "")),
        millis(typed("#flame-search", "Class123")),
        millis(
            "const s = document.querySelector('#flame-source'); s.value = 'sites';"
                + " s.dispatchEvent(new Event('change'))"));
  }

  private static String typed(String selector, String text) {
    return "const s = document.querySelector('"
        + selector
        + "'); s.value = '"
        + text
        + "'; s.dispatchEvent(new Event('input'))";
  }

  /** How long the page does not answer, layout included. */
  private static String millis(String action) throws IOException, InterruptedException {
    return browser.eval(
        "(() => { const start = performance.now(); "
            + action
            + "; document.body.getBoundingClientRect(); return Math.round(performance.now() - start);"
            + " })()");
  }

  @Test
  void looksGoodInLightAndDark() throws Exception {
    open(Profiles.random(3, 3000));
    choose("#flame-source", "sites");
    browser.prefer("light");
    BufferedImage light = image("light.png");
    browser.prefer("dark");
    BufferedImage dark = image("dark.png");
    browser.prefer("light");
    assertTrue(brightness(light) > 0.75, "light: " + brightness(light));
    assertTrue(brightness(dark) < 0.4, "dark: " + brightness(dark));
  }

  private static Path open(Profile profile) throws IOException, InterruptedException {
    Path file = folder.resolve("report.html");
    DumpFile.write(profile, DumpFormat.HTML, file);
    browser.open(file);
    // The driver does not always wait for a page that takes long.
    for (int i = 0; i < 600 && !isReady(); i++) {
      Thread.sleep(100);
    }
    assertTrue(isReady(), "the page does not start");
    return file;
  }

  private static boolean isReady() throws IOException, InterruptedException {
    return browser.eval("document.documentElement.dataset.ready").equals("true");
  }

  private static String text(String selector) throws IOException, InterruptedException {
    return browser
        .eval("document.querySelector('" + selector + "').textContent")
        .replace("›", " › ")
        .trim();
  }

  /** Of the list of sites, both counted from 1. */
  private static String cell(int row, int column) throws IOException, InterruptedException {
    return text("#rows tr:nth-child(" + (row + 1) + ") td:nth-child(" + column + ")");
  }

  private static void choose(String selector, String value)
      throws IOException, InterruptedException {
    browser.eval(
        "(s => { s.value = '"
            + value
            + "'; s.dispatchEvent(new Event('change')); })(document.querySelector('"
            + selector
            + "'))");
  }

  private static BufferedImage image(String name) throws IOException, InterruptedException {
    Thread.sleep(300);
    byte[] png = browser.screenshot();
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name), png);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertTrue(colorsOf(png).size() > 20, name + " is nearly empty");
    return image;
  }

  private static Set<Integer> colorsOf(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors;
  }

  /** From 0, black, to 1, white. */
  private static double brightness(BufferedImage image) {
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        sum += (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
      }
    }
    return sum / (765.0 * image.getWidth() * image.getHeight());
  }
}
