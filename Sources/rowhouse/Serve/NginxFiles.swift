import Components
import Foundation
import Kit

/// nginx's configuration, rendered from the folder `nginx`. Development, tests and production share the
/// site; a flavour adds where it listens.
struct NginxFiles {
  enum Flavour: String, CaseIterable { case development, production }

  let settings: Settings
  let flavour: Flavour
  /// Where the rendered files go.
  let folder: URL
  /// Where nginx keeps the guests' pages of the last second: in memory, as it drops every answer that it can't
  /// write there, or nowhere.
  var cache: URL?

  private var sources: URL { settings.home.appending(path: "nginx") }

  /// Writes all of it.
  func write() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in ["nginx.conf.template", "rowhouse.conf.template"] { try write(file) }
    for part in ["snippets", "flavours/\(flavour.rawValue)"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: part), withIntermediateDirectories: true)
      for file in try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: part).path) {
        try write("\(part)/\(file)")
      }
    }
  }

  /// What is there is not worth a complaint.
  func remove() {
    for place in [folder, cache].compactMap(\.self) { try? FileManager.default.removeItem(at: place) }
  }

  private func write(_ file: String) throws {
    let text = try text(of: file)
    let name = file.hasSuffix(".template") ? String(file.dropLast(".template".count)) : file
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }

  /// One of its files, as it is written.
  func text(of file: String) throws -> String {
    try render(String(contentsOf: sources.appending(path: file), encoding: .utf8), file)
  }

  /// Puts the settings where their names stand between at signs.
  private func render(_ text: String, _ file: String) throws -> String {
    let words = try self.words()
    return try text.replacing(/@([A-Z_]+)@/) { match in
      guard let word = words[String(match.1)] else { throw Refusal("nginx/\(file): no value for \(match.0)") }
      return word
    }
  }

  private func words() throws -> [String: String] {
    let paths = [
      "HOME": settings.home, "RUN": settings.run, "LOGS": settings.logs, "PUBLISHED": settings.published,
      "EXPORTS": settings.exports, "PICTURES": settings.pictures, "NGINX": folder, "CACHE": cache ?? folder,
    ]
    for path in paths.values where path.path.contains(/["$\\@\n]/) {
      throw Refusal("nginx can't use the path \(path.path): it has a character that means something to nginx")
    }
    return paths.mapValues(\.path).merging([
      "PROXIES": Self.proxies(settings.proxies),
      "LARGE_FORMS": Site.largeForms.map { Self.location($0, in: folder) }.joined(separator: "\n"),
      "IF_CACHED": cache == nil ? "# " : "", "CACHE_ZONE": cache == nil ? "off" : "rowhouse",
      "FLAVOUR": flavour.rawValue, "LISTEN": ListenAddress(settings.listen).text, "USER": Self.user,
      // Half of the workers may hash for strangers, each two a second with time to spare.
      "HASHES": "\(2 * max(1, settings.workers / 2))",
      // The longest first: of those that fit, that one says most.
      "PREFIXES": Site.prefixes.sorted { $0.count > $1.count }.joined(separator: "|"),
      "PROCESSES": "2", "SERVER_NAME": URL(string: settings.baseURL)?.host() ?? "localhost",
    ]) { path, _ in path }
  }

  /// Where a form with files arrives: who sends it is looked at before it is taken.
  private static func location(_ form: LargeForm, in folder: URL) -> String {
    let path = form.pattern.replacing(/:[a-z]+/, with: "[^/]+")
    return """
        location ~ ^\(path)/?$ {
          client_max_body_size \(form.limit);
          include "\(folder.path)/snippets/large-form.conf";
          include "\(folder.path)/snippets/headers.conf";
          include "\(folder.path)/snippets/fastcgi.conf";
        }
      """
  }

  /// From whom nginx takes the visitor's address, then it is that everywhere, in its limits and logs too; and the
  /// name by which they came.
  private static func proxies(_ proxies: [String]) -> String {
    guard !proxies.isEmpty else { return "map $host $rowhouse_host { default $host; }" }
    let lines = proxies.map { "set_real_ip_from \($0);" }
    let known = proxies.map { "\($0) 1;" }.joined(separator: " ")
    return
      (lines + [
        "real_ip_header X-Forwarded-For;", "real_ip_recursive on;",
        "geo $realip_remote_addr $rowhouse_proxied { default 0; \(known) }",
        #"map "$rowhouse_proxied $http_x_forwarded_host" $rowhouse_host {"#,
        #"  default $host; "~^1 (?<rowhouse_named>\[[0-9a-fA-F:.]+\]|[0-9a-zA-Z.-]+)" $rowhouse_named;"#, "}",
      ]).joined(separator: "\n")
  }

  /// nginx drops root's rights for another user, who could not reach our socket and files.
  private static var user: String {
    guard geteuid() == 0, let name = getpwuid(geteuid())?.pointee.pw_name else { return "" }
    return "user \(String(cString: name)) root;"
  }
}
