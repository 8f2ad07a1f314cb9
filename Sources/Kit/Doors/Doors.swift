import GRDB
import HTTPTypes
import Templating

/// How a house reaches what it does not own. Components makes the live ones, in one file.
public struct Doors: Sendable {
  /// Houses call it to show a page; the Template house answers with the face of the request.
  public var render: Render
  /// Houses call it inside a write; Components puts the event in the outbox, the live daemon carries it.
  public var publish: @Sendable (Event, Database) throws -> Void
  /// `House.write` calls it after a commit; Components sends the live daemon one byte.
  public var wake: @Sendable () -> Void
  /// Houses call it inside the write that it records; the Admin house keeps the log.
  public var audit: @Sendable (AuditEntry, Database) throws -> Void
  /// Houses call it to cook what people wrote; Components answers with cmark-gfm.
  public var markdown: @Sendable (String) throws -> Html
  /// The same where people talk: the end of a line is the end of a line.
  public var lines: @Sendable (String) throws -> Html
  /// The control room calls it; Components answers from registry.db.
  public var registry: RegistryDoor
  /// Houses call it inside a write to have a job done soon; `rowhouse-jobs` answers.
  public var enqueue: @Sendable (_ job: String, _ payload: String, Database) throws -> Void
  /// Jobs call it for what somebody may do now who asked for something earlier; the Admin house answers, nil for
  /// an account that is gone or suspended.
  public var viewer: @Sendable (_ account: Int64, _ now: Moment) throws -> Viewer?
  /// The control room calls it for what a place is called; the house that owns it answers, nil where there is
  /// none that this viewer may know of.
  public var place: @Sendable (Scope, Viewer) throws -> (kind: ScopeKind, place: ScopeKind.Place)?
  /// The Admin house calls it to gather or forget a person; Components asks each house.
  public var personalData: PersonalDataDoor
  /// The control room calls it; Components answers with the numbers of all open houses.
  public var figures: @Sendable () throws -> [Figure]
  /// Houses call it to fold what somebody does not want to read; the Admin house answers.
  public var blocks: BlocksDoor
  /// Houses call it before work in the background shows something of an account to others: whether it may write
  /// at present. A request's viewer knows it already.
  public var mayWrite: @Sendable (_ account: Int64, _ now: Moment, Database) throws -> Bool
  /// Houses call it to offer asking for friendship beside somebody; the Template house answers.
  public var friends: FriendsDoor
  /// The control room calls it; Components answers from all houses.
  public var traces: TracesDoor
  /// Houses call it for who speaks; the Template house answers.
  public var voices: VoicesDoor
  /// The Template house calls it for pages that a face is tried on; all open houses answer.
  public var specimens: @Sendable (Role) throws -> [Specimen]

  public init(
    render: Render, publish: @escaping @Sendable (Event, Database) throws -> Void,
    wake: @escaping @Sendable () -> Void, audit: @escaping @Sendable (AuditEntry, Database) throws -> Void,
    markdown: @escaping @Sendable (String) throws -> Html, registry: RegistryDoor,
    enqueue: @escaping @Sendable (_ job: String, _ payload: String, Database) throws -> Void,
    viewer: @escaping @Sendable (_ account: Int64, _ now: Moment) throws -> Viewer?,
    place: @escaping @Sendable (Scope, Viewer) throws -> (kind: ScopeKind, place: ScopeKind.Place)?,
    personalData: PersonalDataDoor, figures: @escaping @Sendable () throws -> [Figure], blocks: BlocksDoor,
    mayWrite: @escaping @Sendable (_ account: Int64, _ now: Moment, Database) throws -> Bool = { _, _, _ in
      true
    },
    friends: FriendsDoor, traces: TracesDoor, specimens: @escaping @Sendable (Role) throws -> [Specimen],
    voices: VoicesDoor, lines: (@Sendable (String) throws -> Html)? = nil
  ) {
    self.render = render
    self.publish = publish
    self.wake = wake
    self.audit = audit
    self.markdown = markdown
    self.lines = lines ?? markdown
    self.registry = registry
    self.enqueue = enqueue
    self.viewer = viewer
    self.place = place
    self.personalData = personalData
    self.figures = figures
    self.blocks = blocks
    self.mayWrite = mayWrite
    self.friends = friends
    self.traces = traces
    self.voices = voices
    self.specimens = specimens
  }
}

/// A page or a part of one, with the face of the request.
public struct Render: Sendable {
  /// A whole page inside the site's shell.
  public var page: @Sendable (_ house: String, _ template: String, _ data: Value, Request) throws -> [UInt8]
  /// A part without the shell: a preview, a row that JavaScript puts into a page.
  public var part: @Sendable (_ house: String, _ template: String, _ data: Value, Request) throws -> [UInt8]

  public init(
    page: @escaping @Sendable (_ house: String, _ template: String, _ data: Value, Request) throws -> [UInt8],
    part: @escaping @Sendable (_ house: String, _ template: String, _ data: Value, Request) throws -> [UInt8]
  ) {
    self.page = page
    self.part = part
  }
}

extension House {
  /// Answers with a page of this house, rendered with the face of the request.
  public func page(
    _ template: String, _ data: Value, _ request: Request, status: Response.Status = .ok
  ) throws -> Response {
    .html(try doors.render.page(name, template, data, request), status: status)
  }

  /// A text that was kept, cooked; what can't be cooked, as an import or an older site may leave it, stands
  /// as it was typed.
  public func cooked(_ text: String) throws -> Value {
    guard !text.isEmpty else { return .null }
    do { return try doors.markdown(text).value } catch is Fault { return .text(text) }
  }

  /// Answers with a part of a page.
  public func part(_ template: String, _ data: Value, _ request: Request) throws -> Response {
    .html(try doors.render.part(name, template, data, request))
  }
}
