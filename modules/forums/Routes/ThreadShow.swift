import GRDB
import Kit
import Templating

extension ForumsModule {
  /// GET /forums/thread/:id?page=N&quote=POST
  func threadShow(_ request: Request) throws -> Response {
    let number = try request.query.pageNumber(most: Place.page(of: Place.mostNumbers)) ?? 1
    return try showThread(request.id("id"), page: number, request)
  }

  /// With what somebody has begun to write, if they have.
  func showThread(
    _ id: Int64, page number: Int, _ request: Request, draft: Draft? = nil
  ) throws -> Response {
    var visit = try house.read { db in
      var visit = try ThreadVisit(id, page: number, request.viewer, quoting: request.query["quote"], db)
      visit.draft = draft
      if let reader = request.viewer.account {
        visit.voices = try voices(of: request, db)
        visit.blocked = try house.doors.blocks.of(reader.id, db)
        visit.acquainted = try house.doors.friends.acquainted(request.viewer, db)
        visit.held = try Held.list(of: reader.id, in: id, db).map {
          try HeldView(held: $0, viewer: request.viewer, now: request.now).value(db)
        }
      }
      return visit
    }
    visit.showsHandles = try house.site.get(for: request).showsHandles
    if let reading = visit.reading, request.viewer.actedBy == nil { remember(reading, visit, request) }
    return try house.page("forums/thread", ThreadPage(visit, request).value, request)
  }

  /// A pointer that can't be kept, on a full disk for one, must not keep anybody from reading.
  private func remember(_ reading: Reading, _ visit: ThreadVisit, _ request: Request) {
    do { try advance(reading, visit) } catch { request.report("how far somebody has read: \(Cause(error))") }
  }

  /// Remembers how far the reader has come; only when that is further than before, and without waiting for
  /// the disk: a pointer lost with the power costs nobody anything.
  private func advance(_ reading: Reading, _ visit: ThreadVisit) throws {
    guard let last = visit.posts.last?.number, reading.wants(last, beyond: visit.readNumber) else { return }
    try house.remember { try reading.remember(last, in: visit.thread.id, $0) }
  }

  /// GET /forums/thread/:id/unread?after=N: the first post that this viewer has not read, or the one after N.
  func threadUnread(_ request: Request) throws -> Response {
    let id = try request.id("id")
    return try house.read { db in
      let thread = try Thread.find(id, for: request.viewer, db)
      let read = try request.query["after"].flatMap { Int($0) } ?? readNumber(thread, request.viewer, db)
      return .seeOther(try thread.next(after: read, db).address)
    }
  }

  private func readNumber(_ thread: Thread, _ viewer: Viewer, _ db: Database) throws -> Int {
    try viewer.account.map { try Reading(of: $0.id, db).number(in: thread, db) } ?? 0
  }

  /// GET /forums/thread/:id/last
  func threadLast(_ request: Request) throws -> Response {
    let id = try request.id("id")
    return .seeOther(
      try house.read { try Thread.find(id, for: request.viewer, $0).lastVisible($0) }.address)
  }
}

/// What one page of a thread shows to one reader, as read in one transaction.
struct ThreadVisit {
  let thread: Thread
  let page: Int
  let posts: [Post]
  /// Nil for a guest.
  let reading: Reading?
  /// How far they had read before this visit.
  let readNumber: Int
  /// Nil for a guest.
  var voices: Voices?
  /// Readers see the account behind an alter.
  var showsHandles = true
  let quote: String
  /// What the reader had begun to write.
  var draft: Draft?
  /// Whom the reader does not want to read.
  var blocked: Set<Int64> = []
  /// Whom the reader has no reason to ask for friendship; nil if they ask nobody.
  var acquainted: Set<Int64>?
  /// The reader's own replies that nobody else sees yet.
  var held: [Value] = []

  init(_ id: Int64, page: Int, _ viewer: Viewer, quoting: String?, _ db: Database) throws {
    thread = try Thread.find(id, for: viewer, db)
    self.page = page
    posts = try Post.page(page, of: id, for: viewer.account?.id, db)
    guard !posts.isEmpty else { throw Fault.notFound }
    guard let reader = viewer.account else {
      (reading, readNumber, quote) = (nil, thread.lastNumber, "")
      return
    }
    let reading = try Reading(of: reader.id, db)
    self.reading = reading
    readNumber = try reading.number(in: thread, db)
    quote = try Self.quote(quoting, in: id, viewer, db)
  }

  /// The source of a post of this thread, every line behind `>`; nothing if there is none to quote.
  private static func quote(
    _ id: String?, in thread: Int64, _ viewer: Viewer, _ db: Database
  ) throws -> String {
    guard let id = id.flatMap({ Int64($0) }) else { return "" }
    let (post, _) = try Post.find(id, for: viewer, db)
    guard post.place.thread == thread, post.isVisible else { return "" }
    let lines = try post.source(db).text.split(separator: "\n", omittingEmptySubsequences: false)
    return Quote(of: post.speaker.name, number: post.number, lines).text
  }
}

/// The page of a thread.
struct ThreadPage {
  let visit: ThreadVisit
  let request: Request

  init(_ visit: ThreadVisit, _ request: Request) {
    self.visit = visit
    self.request = request
  }

  private var thread: Thread { visit.thread }
  private var viewer: Viewer { request.viewer }
  private var showsHandles: Bool { visit.showsHandles || mayModerate }

  private static let shape = Shape(
    "thread", "id", "lastNumber", "posts", "pagination", "trail", "jumpLast", "composer", "closed",
    "moderation", "held", "hasHeld")

  var value: Value {
    let composer = composer
    var record = RecordBuilder(Self.shape)
    record.append("thread", head)
    record.append("id", thread.id)
    record.append("lastNumber", thread.lastNumber)
    record.append("posts", posts(besideComposer: composer != nil))
    record.append("pagination", pagination)
    record.append("trail", Trail((thread.categoryName, thread.categoryAddress)))
    record.append(
      "jumpLast", thread.pages > 1 ? Place(thread: thread.id, number: thread.lastNumber).address : nil)
    record.append("composer", composer)
    record.append("closed", composer == nil ? closed : nil)
    record.append("moderation", moderation)
    record.append("held", visit.held)
    record.append("hasHeld", !visit.held.isEmpty)
    return record.value()
  }

  private static let headShape = Shape(
    "title", "begunBy", "begun", "replies", "repliesNoun", "pinned", "locked")

  private var head: Value {
    var record = RecordBuilder(Self.headShape)
    record.append("title", thread.title)
    record.append("begunBy", thread.speaker.name)
    record.append("begun", thread.createdAt.view(from: request.now))
    record.append("replies", thread.postCount - 1)
    record.append("repliesNoun", thread.postCount == 2 ? "reply" : "replies")
    record.append("pinned", thread.isPinned)
    record.append("locked", thread.isLocked)
    return record.value()
  }

  private func posts(besideComposer hasComposer: Bool) -> [PostView] {
    let firstNew = visit.posts.first { isNew($0) }?.number
    return visit.posts.map {
      PostView(
        post: $0, thread: thread, viewer: viewer, now: request.now, isNew: isNew($0),
        startsNew: $0.number == firstNew && $0.number > 1, isFolded: visit.blocked.contains($0.account),
        showsHandle: showsHandles || $0.alter == nil, canRepost: visit.voices?.hasChoice ?? false,
        canAsk: canAsk($0.account), hasComposer: hasComposer)
    }
  }

  private func canAsk(_ account: Int64) -> Bool {
    guard let acquainted = visit.acquainted else { return false }
    return !acquainted.contains(account) && !visit.blocked.contains(account)
  }

  private func isNew(_ post: Post) -> Bool {
    post.number > visit.readNumber && post.isVisible && !post.isOwn(viewer)
  }

  private var pagination: Pagination {
    let id = thread.id
    let pages = thread.pages
    return Pagination(current: visit.page, last: pages, address: { Thread.address(id, page: $0) })
  }

  private var composer: Composer? {
    guard let voices = visit.voices, viewer.can("forums.reply", in: thread.scope),
      !thread.isLocked || mayModerate
    else { return nil }
    let draft = visit.draft ?? Draft(to: thread, text: visit.quote)
    return Composer(purpose: .reply(to: thread), draft: draft, speakers: .of(voices))
  }

  /// Why this viewer can't reply, and what they can do.
  private var closed: Value {
    if thread.isLocked {
      return [
        "text": "This thread is locked: it can be read, not answered.", "href": Value.null,
        "action": Value.null,
      ]
    }
    guard viewer.isGuest else {
      let text = viewer.restraint ?? "You may read here, not reply."
      return ["text": text, "href": Value.null, "action": Value.null]
    }
    return [
      "text": "Sign in to reply.", "href": "/sign-in?next=\(thread.address)", "action": "Sign in",
    ]
  }

  private var mayModerate: Bool { viewer.can("forums.moderate", in: thread.scope) }

  private var moderation: Value? {
    guard mayModerate else { return nil }
    return [
      "action": "\(thread.address)/moderate", "lock": thread.isLocked ? "unlock" : "lock",
      "lockTitle": thread.isLocked ? "Unlock" : "Lock", "pin": thread.isPinned ? "unpin" : "pin",
      "pinTitle": thread.isPinned ? "Unpin" : "Pin",
    ]
  }
}
