import Admin
import Foundation
import Kit
import Logging

/// Tells registry.db and systemd that a process lives. Call `beat` often: it does something only now and then.
public final class Heartbeat {
  static let interval: Int64 = 10_000

  private let kind: String
  private let site: Site
  private var registry: Registry { site.registry }
  private let notify = Notify()
  private let startedAt = Moment.now
  private let log: Logger
  private var lastBeat = Moment(milliseconds: 0)
  private var requests = 0

  public init(_ kind: String, _ site: Site) {
    self.kind = kind
    self.site = site
    log = site.log
  }

  /// Everything is open: systemd may send work.
  public func ready() {
    beat(requests: 0)
    notify.ready()
  }

  /// `requests` came since the last beat. Ends the process after a failed sync, whoever met it.
  public func beat(requests: Int = 0) {
    endAfterFailedSync()
    self.requests += requests
    let now = Moment.now
    site.admin.authentication.visits.writeIfDue(now: now)
    guard now.milliseconds - lastBeat.milliseconds >= Self.interval else { return }
    lastBeat = now
    notify.watchdog()
    record { try registry.beat(kind, startedAt: startedAt, requests: self.requests, now: now) }
  }

  public func end() {
    site.admin.authentication.visits.write(now: .now)
    notify.stopping()
    record { try registry.leave() }
  }

  /// Whoever started the process starts it again; it waits then until all have gone that know the databases
  /// as they were, and makes good what is on the disk.
  public func endAfterFailedSync() {
    guard site.mustStartAnew else { return }
    log.critical("a sync of the databases has failed: nothing is written until all processes start anew")
    exit(ExitStatus.unsynced)
  }

  /// A registry that can't be written must not stop a process that works.
  private func record(_ write: () throws -> Void) {
    do { try write() } catch { log.error("heartbeat: \(Cause(error))") }
  }
}
