import Foundation

/// What an operator may set, from the environment or from one file. A wrong value is refused at start.
public struct Settings: Sendable {
  /// ROWHOUSE_DATA: where everything that changes lives. Unset: beside the code, houses in their folders.
  public let data: URL
  public let isDataSet: Bool
  /// ROWHOUSE_HOME: where templates, static files and modules lie, read only.
  public let home: URL
  /// ROWHOUSE_BASE_URL: the address people use. Never taken from a request.
  public let baseURL: String
  /// Of its parts, what every request asks for.
  public let isSecure: Bool
  public let host: String
  /// The port that the site was given, rather than that it has if nobody says anything.
  let ownPort: Int?
  /// Browsers do as they are told about what to clear: over TLS, and on the machine itself.
  public let isTrustworthy: Bool
  /// Where the site's own pages come from; in development both names of this machine are its own.
  public let origins: [String]
  /// ROWHOUSE_WORKERS: how many web workers `serve` starts.
  public let workers: Int
  /// ROWHOUSE_LISTEN: where nginx listens.
  public let listen: String
  /// ROWHOUSE_RUN: sockets and pid files.
  public let run: URL
  /// ROWHOUSE_PROXIES: addresses and networks of proxies in front of nginx, whose X-Forwarded-For is believed.
  public let proxies: [String]

  public init(
    data: URL, isDataSet: Bool = true, home: URL, baseURL: String = "http://localhost:8080", workers: Int = 2,
    listen: String = "8080", run: URL? = nil, proxies: [String] = []
  ) {
    self.proxies = proxies
    self.data = data
    self.isDataSet = isDataSet
    self.home = home
    self.baseURL = baseURL
    let url = URL(string: baseURL)
    isSecure = baseURL.hasPrefix("https://")
    host = url?.host() ?? ""
    ownPort = url?.port.flatMap { [80, 443, 8080].contains($0) ? nil : $0 }
    isTrustworthy = isSecure || Loopback.isName(host)
    origins = [baseURL] + [Loopback.twin(of: baseURL)].compactMap(\.self)
    self.workers = workers
    self.listen = listen
    self.run = run ?? data.appending(path: "run")
  }

  /// A house's private folder: `modules/<house>/data` beside the code, `$ROWHOUSE_DATA/<house>` otherwise.
  public func data(of house: String) -> URL {
    isDataSet ? data.appending(path: house) : home.appending(path: "modules/\(house)/data")
  }

  /// What no web worker can change (systemd/ sees to it), by the house that it belongs to: the audit log's
  /// anchors, the last good faces. `rowhouse-jobs` and the command write it.
  public func guarded(of house: String) -> URL { data.appending(path: "guarded/\(house)") }
  /// What the operator laid beside the code, and the faces that were published here. Guarded as well.
  public var site: URL { data.appending(path: "site") }

  public var uploads: URL { data.appending(path: "uploads") }
  /// Pictures that people gave, by the hash of their content; nginx sends them.
  public var pictures: URL { uploads.appending(path: "pictures") }
  /// Archives that wait for their people; nginx sends them.
  public var exports: URL { data.appending(path: "exports") }
  public var logs: URL { data.appending(path: "logs") }
  /// What the site makes and nginx serves: bundles of style sheets, named by their content.
  public var published: URL { data.appending(path: "public") }
}

/// A setting that can't be used, in one line for the person who set it.
public struct SettingsError: PlainError {
  public let description: String

  public init(_ description: String) { self.description = description }
}

extension Settings {
  static let names: Set<String> = [
    "ROWHOUSE_DATA", "ROWHOUSE_HOME", "ROWHOUSE_BASE_URL", "ROWHOUSE_WORKERS", "ROWHOUSE_LISTEN",
    "ROWHOUSE_RUN", "ROWHOUSE_PROXIES",
  ]

  /// Reads the settings from the environment and, below it, from the file that ROWHOUSE_ENV names or
  /// /etc/rowhouse/rowhouse.env. Throws `SettingsError` for an unknown name or a wrong value.
  public static func load(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> Settings {
    var values = try environmentFile(environment)
    for (name, value) in environment where name.hasPrefix("ROWHOUSE_") && name != "ROWHOUSE_ENV" {
      values[name] = value
    }
    if let unknown = values.keys.filter({ $0.hasPrefix("ROWHOUSE_") && !names.contains($0) }).sorted().first {
      throw SettingsError("\(unknown) is no setting; there are \(names.sorted().joined(separator: ", "))")
    }
    return try Settings(values)
  }

  private static func environmentFile(_ environment: [String: String]) throws -> [String: String] {
    let path = environment["ROWHOUSE_ENV"] ?? "/etc/rowhouse/rowhouse.env"
    guard FileManager.default.fileExists(atPath: path) else {
      guard environment["ROWHOUSE_ENV"] == nil else {
        throw SettingsError("ROWHOUSE_ENV: no file at \(path)")
      }
      return [:]
    }
    return try EnvironmentFile.read(String(contentsOfFile: path, encoding: .utf8), name: path)
  }

  private init(_ values: [String: String]) throws {
    let home = URL(filePath: values["ROWHOUSE_HOME"] ?? FileManager.default.currentDirectoryPath)
    let data = values["ROWHOUSE_DATA"].map { URL(filePath: $0) }
    let listen = values["ROWHOUSE_LISTEN"] ?? "8080"
    self.init(
      data: data ?? home.appending(path: "data"), isDataSet: data != nil, home: home,
      baseURL: try Self.baseURL(values["ROWHOUSE_BASE_URL"] ?? Self.localAddress(of: listen)),
      workers: try Self.workers(values["ROWHOUSE_WORKERS"] ?? "2"), listen: try Self.listen(listen),
      run: values["ROWHOUSE_RUN"].map { URL(filePath: $0) },
      proxies: try Self.proxies(values["ROWHOUSE_PROXIES"] ?? ""))
    guard FileManager.default.fileExists(atPath: home.appending(path: "templates").path) else {
      throw SettingsError("ROWHOUSE_HOME is \(home.path), where there is no templates folder")
    }
  }

  private static func localAddress(of listen: String) -> String {
    "http://localhost:\(listen.split(separator: ":").last ?? "8080")"
  }

  private static func baseURL(_ text: String) throws -> String {
    guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme),
      url.host()?.isEmpty == false, ["", "/"].contains(url.path), url.query == nil
    else {
      throw SettingsError("ROWHOUSE_BASE_URL is \(text); it must look like https://example.org")
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private static func workers(_ text: String) throws -> Int {
    guard let number = Int(text), (1...64).contains(number) else {
      throw SettingsError("ROWHOUSE_WORKERS is \(text); it must be a number from 1 to 64")
    }
    return number
  }

  private static func proxies(_ text: String) throws -> [String] {
    try text.split { $0 == "," || $0.isWhitespace }.map(String.init).map { part in
      guard Network.isAddressOrBlock(part) else {
        throw SettingsError(
          "ROWHOUSE_PROXIES has \(part); it must be addresses or networks, as in 192.0.2.7, 2001:db8::/48")
      }
      return part
    }
  }

  private static func listen(_ text: String) throws -> String {
    guard let port = text.split(separator: ":").last.flatMap({ Int($0) }), (1...65_535).contains(port) else {
      throw SettingsError("ROWHOUSE_LISTEN is \(text); it must be a port or address:port")
    }
    return text
  }
}
