import GRDB
import HTTPTypes

/// What a request is read from: FastCGI parameters and a stream, or a test's table.
public protocol Exchange: AnyObject {
  /// A CGI parameter (RFC 3875 4.1) such as `REQUEST_METHOD` or `HTTP_COOKIE`.
  func parameter(_ name: String) -> String?
  /// The whole body, read once. Throws `Fault` 413 over the limit, 400 if fewer bytes came than announced.
  func body(limit: Int) throws -> [UInt8]
  /// The same, in parts as they come, for what is too large to hold.
  func body(limit: Int, each: ([UInt8]) throws -> Void) throws
  /// A line for the program's log.
  func report(_ line: String)
}

extension Exchange {
  public func body(limit: Int, each: ([UInt8]) throws -> Void) throws { try each(body(limit: limit)) }
}

/// One request on its way through a worker. Parts of it are read on demand: most pages need few of them.
public final class Request {
  public typealias Method = HTTPRequest.Method

  public let method: Method
  /// Decoded, without the query.
  public let path: String
  /// The path as logs may have it: the route's words and numbers. What else somebody put into it may be a token,
  /// a name or a slip of the keyboard. Set by Components when the route is known.
  public var loggedPath = "-"
  /// When the request began; the one clock of everything that it does.
  public let now: Moment
  /// The path's parameters; set by Components when the route is known.
  public var parameters: [String: String] = [:]
  /// Who asks; set by Components before a house's handler runs.
  public var viewer = Viewer.nobody
  /// What it is rendered with, for the Template house alone: one piece from its first use to its end.
  public var appearance: AnyObject?
  /// The page shows what is for this viewer alone. No browser keeps it for whoever sits there next: it is told to
  /// clear it when they sign out or, where it would not listen, keeps it never.
  public var isPersonal = false
  /// The largest body the route takes.
  public var bodyLimit = 262_144

  private let exchange: any Exchange
  private var versions: [(file: DatabaseQueue, version: FileVersion)] = []

  public init(
    method: Method, path: String, now: Moment, exchange: any Exchange
  ) {
    self.method = method
    self.path = path
    self.now = now
    self.exchange = exchange
  }

  /// Names the request in the logs and on error pages: nginx's, or made here.
  public private(set) lazy var id: String =
    exchange.parameter("REQUEST_ID") ?? String(UInt64.random(in: .min ... .max), radix: 16)
  public private(set) lazy var query = Fields(urlencoded: exchange.parameter("QUERY_STRING") ?? "")
  public private(set) lazy var cookies = Cookies(exchange.parameter("HTTP_COOKIE") ?? "")
  private lazy var read = Result { try readForm() }

  /// What has files is read as it arrives.
  private func readForm() throws -> Form {
    let type = header(.contentType) ?? ""
    guard var form = ArrivingForm(MediaType(type)) else {
      return try Form(contentType: type, body: exchange.body(limit: bodyLimit))
    }
    try eachPart { try form.take($0) }
    return try Form(form)
  }

  /// The form that was sent, urlencoded or multipart. Read once; what can't be read throws each time.
  public func form() throws -> Form { try read.get() }

  /// The body as it comes. Whoever asks for this can't ask for the form as well.
  func eachPart(_ body: ([UInt8]) throws -> Void) throws { try exchange.body(limit: bodyLimit, each: body) }

  /// Tells the operator, never the visitor: one line.
  public func report(_ line: String) {
    let line = "\(id) \(method) \(loggedPath): \(line)"
    exchange.report(String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 32 ? " " : $0 })))
  }

  public func header(_ name: HTTPField.Name) -> String? { exchange.parameter(name.cgi) }

  /// JavaScript wants the changed part alone.
  public var wantsFragment: Bool { HTTPField.Name("X-Fragment").flatMap(header) == "1" }

  /// A program asks, not a person: it is answered in JSON, in faults as well. No browser asks for a page so.
  public var wantsJSON: Bool { header(.accept)?.contains("application/json") ?? false }

  /// A parameter that nginx sets by itself, never from a client's header.
  public func server(_ name: String) -> String? { exchange.parameter(name) }

  /// Where it came from, as nginx saw it.
  public var address: String { exchange.parameter("REMOTE_ADDR") ?? "" }

  /// A path parameter as a row's id; what is no positive number is not found.
  public func id(_ name: String) throws -> Int64 {
    guard let text = parameters[name], text.utf8.count < 19, let id = Int64(text), id > 0 else {
      throw Fault.notFound
    }
    return id
  }

  /// Who is signed in, for routes that only members pass.
  public func account() throws -> Viewer.Account {
    guard let account = viewer.account else { throw Fault.signInFirst }
    return account
  }

  /// How a database file stood when this request first looked.
  func version(of file: DatabaseQueue) throws -> FileVersion {
    if let known = versions.first(where: { $0.file === file }) { return known.version }
    let version = try FileVersion(file)
    versions.append((file, version))
    return version
  }

  /// The path with its query, for coming back after signing in.
  public var target: String {
    let query = exchange.parameter("QUERY_STRING") ?? ""
    return query.isEmpty ? path : "\(path)?\(query)"
  }
}

extension HTTPField.Name {
  /// `HTTP_IF_NONE_MATCH`: how CGI names a header (RFC 3875 4.1.18).
  var cgi: String {
    switch self {
    case .contentType: "CONTENT_TYPE"
    case .contentLength: "CONTENT_LENGTH"
    case .ifNoneMatch: "HTTP_IF_NONE_MATCH"  // each page asks for this one
    default: "HTTP_" + String(decoding: canonicalName.utf8.map(Self.cgi), as: UTF8.self)
    }
  }

  /// A name is of ASCII tokens, in lower case here.
  private static func cgi(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "-"): UInt8(ascii: "_")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte & ~0x20
    default: byte
    }
  }
}
