package io.heapwise.dump;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Chromium without a window, driven over the WebDriver protocol by its own driver. */
final class WebBrowser implements AutoCloseable {
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  static boolean isInstalled() {
    return Files.isExecutable(DRIVER) && Files.isExecutable(CHROMIUM);
  }

  /** Starts one that keeps what it must keep in the given folder. */
  WebBrowser(Path folder) throws IOException, InterruptedException {
    driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0")
            .redirectErrorStream(true)
            .directory(folder.toFile())
            .start();
    boolean isOpen = false;
    try {
      session = open("http://127.0.0.1:" + port(), folder);
      isOpen = true;
    } finally {
      if (!isOpen) {
        driver.destroy();
      }
    }
  }

  private String open(String base, Path folder) throws IOException, InterruptedException {
    String response =
        post(
            base + "/session",
            """
            {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {
              "binary": "%s",
              "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", "--window-size=1400,1500",
                "--user-data-dir=%s"]
            }}}}
            """
                .formatted(CHROMIUM, folder.resolve("profile")));
    return base + "/session/" + first("\"sessionId\":\"([^\"]+)\"", response);
  }

  private String port() throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(driver.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher port = Pattern.compile("successfully on port (\\d+)").matcher(line);
      if (port.find()) {
        return port.group(1);
      }
    }
    throw new IOException("chromedriver does not start");
  }

  void open(Path file) throws IOException, InterruptedException {
    post(session + "/url", "{\"url\":\"" + file.toUri() + "\"}");
  }

  /** The value of an expression, as a string. */
  String eval(String expression) throws IOException, InterruptedException {
    String script = quoted("return String(" + expression + ");");
    return value(post(session + "/execute/sync", "{\"script\":" + script + ",\"args\":[]}"));
  }

  void click(String selector) throws IOException, InterruptedException {
    post(session + "/element/" + element(selector) + "/click", "{}");
  }

  /** Clicks at a place in an element, in CSS pixels from its upper left corner. */
  void clickAt(String selector, int x, int y) throws IOException, InterruptedException {
    eval("document.querySelector('" + selector + "').scrollIntoView({block: 'center'})");
    String left =
        "Math.round(document.querySelector('" + selector + "').getBoundingClientRect().x)";
    String top = "Math.round(document.querySelector('" + selector + "').getBoundingClientRect().y)";
    int atX = Integer.parseInt(eval(left)) + x;
    int atY = Integer.parseInt(eval(top)) + y;
    post(
        session + "/actions",
        """
        {"actions": [{"type": "pointer", "id": "mouse", "actions": [
          {"type": "pointerMove", "x": %d, "y": %d}, {"type": "pointerDown", "button": 0},
          {"type": "pointerUp", "button": 0}]}]}
        """
            .formatted(atX, atY));
  }

  /** Keys as a person presses them; special ones are characters that WebDriver defines. */
  void type(String selector, String keys) throws IOException, InterruptedException {
    String body = "{\"text\":" + quoted(keys) + "}";
    post(session + "/element/" + element(selector) + "/value", body);
  }

  /** What the page is told of the user's wishes: {@code light} or {@code dark}. */
  void prefer(String scheme) throws IOException, InterruptedException {
    post(
        session + "/goog/cdp/execute",
        """
        {"cmd": "Emulation.setEmulatedMedia",
         "params": {"features": [{"name": "prefers-color-scheme", "value": "%s"}]}}
        """
            .formatted(scheme));
  }

  byte[] screenshot() throws IOException, InterruptedException {
    return Base64.getDecoder().decode(value(get(session + "/screenshot")));
  }

  private String element(String selector) throws IOException, InterruptedException {
    String body = "{\"using\":\"css selector\",\"value\":" + quoted(selector) + "}";
    return first("\"element-[^\"]+\":\"([^\"]+)\"", post(session + "/element", body));
  }

  private String post(String uri, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(uri)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private String get(String uri) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(uri)).GET());
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.body());
    }
    return response.body();
  }

  private static String value(String response) throws IOException {
    JsonInput json =
        new JsonInput(response.getBytes(StandardCharsets.UTF_8), new RememberedTexts());
    json.beginObject();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      if (name.equals("value")) {
        return json.text();
      }
      json.skip();
    }
    throw new IOException("no value: " + response);
  }

  private static String first(String pattern, String text) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IOException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static String quoted(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JsonOutput(out).value(text).finish();
    return out.toString(StandardCharsets.UTF_8).trim();
  }

  /** Ends the browser, then its driver. */
  @Override
  public void close() throws IOException {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroy();
    }
  }
}
