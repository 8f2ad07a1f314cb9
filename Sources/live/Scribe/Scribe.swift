import Admin
import Components
import GRDB
import Kit
import Logging
import NIOCore
import RTC

/// The one thread of the daemon that touches the databases. It writes what people send, many at a time;
/// follows the room log and the outbox; knows who is where; lets people in and shows them out.
///
/// Everything that must keep an order passes through here: a room's events go to the loops in the order of
/// the log, and so does "you are in this room from here on". Hence nobody misses a message between reading
/// the past and hearing the present, and no locks are needed for it.
final class Scribe {
  let site: Site
  let rtc: RTCModule
  let street: Street
  let inbox: Inbox<Errand>
  let limits: Limits
  let epoch: String
  let log: Logger
  let seal: EventSeal

  var visitors: [String: Visitor] = [:]
  var listeners: [String: Listener] = [:]
  /// How many connections an account has open.
  var connections: [Int64: Int] = [:]
  /// How many streams of events an account listens to.
  var listening: [Int64: Int] = [:]
  var buckets: [Purse: Bucket] = [:]
  let desk: Desk
  var backlog = Backlog()
  var attendance = Attendance()
  /// Changes of who is here, for the next write to sessions.db.
  var movements: [(Database) throws -> Void] = []

  /// How far the room log and the outbox have been followed.
  var logged: Int64 = 0
  var told: Int64 = 0
  var versions = (
    app: FileVersion(), sessions: FileVersion(), speakers: FileVersion(), backlog: FileVersion()
  )
  var isOpen = true
  private var mail: [ObjectIdentifier: [Letter]] = [:]
  private var second = NIODeadline.now()
  var seconds = 0
  private let heartbeat: Heartbeat
  private var farewell: (@Sendable () -> Void)?

  init(
    _ site: Site, street: Street, inbox: Inbox<Errand>, limits: Limits, epoch: String,
    seal: EventSeal, desk: Desk, log: Logger
  ) {
    (self.seal, self.desk) = (seal, desk)
    (self.site, self.street, self.inbox) = (site, street, inbox)
    (self.limits, self.epoch, self.log) = (limits, epoch, log)
    rtc = site.house()
    heartbeat = Heartbeat("live", site)
  }

  var sessions: DatabaseQueue { rtc.sessions }

  /// Whoever is here in somebody else's name only looks: what they write goes by form, through the gate that
  /// notes it in the audit log.
  func viewer(_ token: String) throws -> Viewer {
    let viewer = try site.admin.authentication.viewer(token: token, now: .now)
    guard viewer.actedBy != nil else { return viewer }
    return viewer.looking(because: "In somebody else's name you write by form.")
  }

  /// Runs until somebody asks it to stop.
  func run() {
    while farewell == nil {
      let isIdle = visitors.isEmpty && listeners.isEmpty
      turn(inbox.take(within: isIdle ? 0.25 : 0.01))
    }
    // What was sent before is still written.
    let end = NIODeadline.now() + .seconds(2)
    while desk.isBusy, .now() < end { turn(inbox.take(within: 0.01)) }
    turn(inbox.take(within: 0))
    leave()
    heartbeat.end()
    desk.close()
    farewell?()
  }

  /// From here on; who was connected to a daemon before this one is not. Whoever would go on without it would
  /// send everybody the whole log.
  func start() throws {
    logged = try sessions.read { try RoomEvent.last($0) }
    told = try site.outbox.head()
    try sessions.write { try Connection.closeAll($0) }
    try checkHouse()
    heartbeat.ready()
  }

  private func turn(_ errands: [Errand]) {
    var drafts: [Waiting] = []
    for errand in errands {
      attempt("errand") { if let draft = try run(errand) { drafts.append(draft) } }
    }
    let written = commit(drafts)
    attempt("follow the log") { try follow() }
    attempt("follow the outbox") { try followOutbox() }
    acknowledge(written)
    if NIODeadline.now() - second >= .seconds(1) { everySecond() }
    post()
  }

  private func everySecond() {
    second = .now()
    seconds += 1
    heartbeat.beat()
    attempt("check the house") { try checkHouse() }
    attempt("sweep") { try sweep() }
    attempt("look who still speaks") { try recheckSpeakers() }
    announceMovements()
    attempt("write who is here") { try writeMovements() }
  }

  func stop(_ done: @escaping @Sendable () -> Void) { farewell = done }

  private func leave() {
    attempt("close connections") { try sessions.remember { try Connection.closeAll($0) } }
    writeToAll(.goodbye)
    post()
  }

  // MARK: Letters

  func write(_ letter: Letter, to handle: Handle) {
    mail[ObjectIdentifier(handle.floor), default: []].append(letter)
  }

  func writeToAll(_ letter: Letter) {
    for floor in street.floors { mail[ObjectIdentifier(floor), default: []].append(letter) }
  }

  func answer(_ handle: Handle, _ json: JSON) { write(.answer(handle.id, json), to: handle) }

  /// One hop a loop, whatever there is to say.
  private func post() {
    for floor in street.floors {
      guard let letters = mail.removeValue(forKey: ObjectIdentifier(floor)) else { continue }
      floor.loop.execute { floor.deliver(letters) }
    }
  }

  /// A failure here is logged and costs one step, never the thread.
  func attempt(_ what: String, _ work: () throws -> Void) {
    do { try work() } catch { log.error("\(what): \(Cause(error))") }
  }
}
