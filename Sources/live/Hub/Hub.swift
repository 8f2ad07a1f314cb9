import Admin
import Components
import GRDB
import Kit
import Logging
import NIOCore
import RTC

/// The state of the chat, on one thread. The hub writes what people send, many messages at a time; follows the room
/// log and the outbox; knows who is in which room; authenticates connections and closes them.
///
/// Everything that must keep an order passes through here: a room's events go to the loops in the order of the log,
/// and so does the answer to `join`. So nobody misses a message between what was replayed and what comes, and no
/// locks are needed for it.
final class Hub {
  let site: Site
  let rtc: RTCModule
  let broadcaster: Broadcaster
  let inbox: Inbox<HubRequest>
  let limits: Limits
  let epoch: String
  let log: Logger
  let seal: EventSeal

  var visitors: [String: Visitor] = [:]
  var subscribers: [String: LiveSubscriber] = [:]
  /// How many connections an account has open.
  var connections: [Int64: Int] = [:]
  /// How many streams of events an account has open.
  var streams: [Int64: Int] = [:]
  var buckets: [BucketKey: TokenBucket] = [:]
  let workers: WorkerPool
  var replay = ReplayBuffer()
  var presence = Presence()
  /// Changes of who is where, for the next write to sessions.db.
  var presenceChanges: [(Database) throws -> Void] = []

  /// How far the room log and the outbox have been followed.
  var logged: Int64 = 0
  var told: Int64 = 0
  var versions = (
    app: FileVersion(), sessions: FileVersion(), speakers: FileVersion(), replay: FileVersion()
  )
  var isOpen = true
  /// Deliveries of this turn, by the connections of which loop they are for.
  private var outgoing: [ObjectIdentifier: [Delivery]] = [:]
  private var second = NIODeadline.now()
  var seconds = 0
  private let heartbeat: Heartbeat
  /// Called when the hub has stopped; nil until it is asked to.
  private var stopped: (@Sendable () -> Void)?

  init(
    _ site: Site, broadcaster: Broadcaster, inbox: Inbox<HubRequest>, limits: Limits, epoch: String,
    seal: EventSeal, workers: WorkerPool, log: Logger
  ) {
    (self.seal, self.workers) = (seal, workers)
    (self.site, self.broadcaster, self.inbox) = (site, broadcaster, inbox)
    (self.limits, self.epoch, self.log) = (limits, epoch, log)
    rtc = site.house()
    heartbeat = Heartbeat("live", site)
  }

  var sessions: DatabaseQueue { rtc.sessions }

  /// The viewer of a session. An admin who impersonates somebody only looks: what they write goes by form, through
  /// the gate that notes it in the audit log.
  func viewer(_ token: String) throws -> Viewer {
    let viewer = try site.admin.authentication.viewer(token: token, now: .now)
    guard viewer.actedBy != nil else { return viewer }
    return viewer.looking(because: "In somebody else's name you write by form.")
  }

  /// Runs until it is asked to stop.
  func run() {
    while stopped == nil {
      let isIdle = visitors.isEmpty && subscribers.isEmpty
      turn(inbox.take(within: isIdle ? 0.25 : 0.01))
    }
    // Messages that were sent before are still written.
    let end = NIODeadline.now() + .seconds(2)
    while workers.isBusy, .now() < end { turn(inbox.take(within: 0.01)) }
    turn(inbox.take(within: 0))
    leave()
    heartbeat.end()
    workers.close()
    stopped?()
  }

  /// Follows the log and the outbox from here on, and forgets the connections of the daemon before. A hub that ran
  /// without this would send everybody the whole log.
  func start() throws {
    logged = try sessions.read { try RoomEvent.last($0) }
    told = try site.outbox.head()
    try sessions.write { try Connection.closeAll($0) }
    try checkChat()
    heartbeat.ready()
  }

  private func turn(_ requests: [HubRequest]) {
    var drafts: [PendingMessage] = []
    for request in requests {
      attempt("request") { if let draft = try run(request) { drafts.append(draft) } }
    }
    let written = commit(drafts)
    attempt("follow the log") { try follow() }
    attempt("follow the outbox") { try followOutbox() }
    acknowledge(written)
    if NIODeadline.now() - second >= .seconds(1) { everySecond() }
    flush()
  }

  private func everySecond() {
    second = .now()
    seconds += 1
    heartbeat.beat()
    attempt("check the chat") { try checkChat() }
    attempt("sweep") { try sweep() }
    attempt("look who still speaks") { try recheckSpeakers() }
    announcePresence()
    attempt("write who is here") { try writePresence() }
  }

  func stop(_ done: @escaping @Sendable () -> Void) { stopped = done }

  private func leave() {
    attempt("close connections") { try sessions.remember { try Connection.closeAll($0) } }
    deliverToAll(.shutdown)
    flush()
  }

  // MARK: Deliveries

  func deliver(_ delivery: Delivery, to handle: Handle) {
    outgoing[ObjectIdentifier(handle.loop), default: []].append(delivery)
  }

  func deliverToAll(_ delivery: Delivery) {
    for loop in broadcaster.loops { outgoing[ObjectIdentifier(loop), default: []].append(delivery) }
  }

  func answer(_ handle: Handle, _ json: JSON) { deliver(.answer(handle.id, json), to: handle) }

  /// Hands out the deliveries of this turn: one hop a loop.
  private func flush() {
    for loop in broadcaster.loops {
      guard let deliveries = outgoing.removeValue(forKey: ObjectIdentifier(loop)) else { continue }
      loop.eventLoop.execute { loop.deliver(deliveries) }
    }
  }

  /// Logs a failure, which costs one step and never the thread.
  func attempt(_ what: String, _ work: () throws -> Void) {
    do { try work() } catch { log.error("\(what): \(Cause(error))") }
  }
}
