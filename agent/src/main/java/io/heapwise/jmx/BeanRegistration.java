package io.heapwise.jmx;

import io.heapwise.install.Log;
import io.heapwise.install.RunningAgent;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * Registers the bean with the platform's MBean server as soon as the program has one. Does not make
 * one: the first to do so decides which, and sets up logging.
 */
public final class BeanRegistration implements Runnable {
  /** A bean that the platform's server alone has. */
  private static final String PLATFORM_BEAN = "java.lang:type=Runtime";

  private static final int SHORT_WAIT_MILLIS = 10;
  private static final int LONG_WAIT_MILLIS = 5000;

  /** The first five seconds after a sign of JMX are the likely ones. */
  private static final int SHORT_WAITS = 500;

  private final RunningAgent agent;
  private int waits;

  public BeanRegistration(RunningAgent agent) {
    this.agent = agent;
  }

  @Override
  public void run() {
    try {
      while (!register()) {
        await();
      }
    } catch (Throwable e) {
      Log.warn("no MXBean: " + e);
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The caller's loop looks for a server, whatever woke us.
  private synchronized void await() throws InterruptedException {
    waits++;
    wait(waits < SHORT_WAITS ? SHORT_WAIT_MILLIS : LONG_WAIT_MILLIS);
  }

  /** There was another sign that there will be a server. */
  public synchronized void lookOften() {
    waits = 0;
    notifyAll();
  }

  /** False if there is no server yet. */
  private boolean register() throws JMException {
    List<MBeanServer> servers = MBeanServerFactory.findMBeanServer(null);
    for (MBeanServer server : servers) {
      if (server.isRegistered(new ObjectName(PLATFORM_BEAN))) {
        register(server);
        return true;
      }
    }
    return false;
  }

  private void register(MBeanServer server) throws JMException {
    try {
      server.registerMBean(new HeapwiseBean(agent), new ObjectName(HeapwiseMXBean.NAME));
    } catch (InstanceAlreadyExistsException e) {
      Log.debug("another agent's MXBean is registered already");
    }
  }
}
