import Admin
import Foundation
import GRDB
import HTTPTypes
import Kit
import Logging
import Template
import TemplateFaces
import Templating

/// The few addresses that belong to no house.
extension Site {
  /// Stands for Components where a house's name is asked for.
  static let ownRoutes = ""

  static func ownRoutes(_ wiring: Wiring) -> [Route] {
    [
      .get("/", .everyone) { try wiring.site.home($0) },
      .get("/healthz", .everyone) { try wiring.site.health($0) },
      .get("/robots.txt", .everyone) { try wiring.site.robots($0) },
      .get("\(publishedPath):sheet", .everyone) { try wiring.site.publishedSheet($0) },
    ]
  }

  /// What any address of the site begins with, be its house open or closed.
  public static var prefixes: [String] {
    Components.all.flatMap { $0.prefixes } + ["/healthz", "/live", "/robots.txt", "/static"]
  }

  /// GET /: each house's part, in the order of the street.
  private func home(_ request: Request) throws -> Response {
    try identify(request)
    if let back = try admin.comeBack(request) { return back }
    if request.viewer.lacksFactor { return try leadToFactor(request) }
    let disabled = try registry.disabledHouses(for: request)
    let parts = try houses.compactMap { house -> Value? in
      let name = type(of: house).name
      guard !disabled.contains(name), let section = try house.home(request) else { return nil }
      let html = try render(section.template, section.data, house: name, inShell: false, request)
      return ["name": name, "html": Html(String(decoding: html, as: UTF8.self))]
    }
    let page = try render("home", ["parts": parts], house: Site.ownRoutes, inShell: true, request)
    return .html(page)
  }

  /// GET /healthz: 200 while everything that people need answers, 503 otherwise. The version is for scripts on
  /// the machine itself: to others it would say which faults to try.
  private func health(_ request: Request) throws -> Response {
    let parts = [
      (
        "app",
        answers { _ = try self.app.read { try Int.fetchOne($0, sql: "SELECT 1 FROM setting LIMIT 1") } }
      ),
      ("registry", answers { _ = try self.registry.processes() }),
      ("live", UnixAddress(settings.run.appending(path: "live.sock").path)?.isListening ?? false),
      ("jobs", try isBeating("jobs", request.now)),
    ]
    let isWell = parts.allSatisfy(\.1)
    let list = parts.map { "\"\($0)\":\"\($1 ? "ok" : "down")\"" }.joined(separator: ",")
    let version = request.isFromThisMachine ? "\"version\":\"\(Site.version)\"," : ""
    return Response.json(
      "{\"status\":\"\(isWell ? "ok" : "down")\",\(version)\(list)}\n",
      status: isWell ? .ok : .serviceUnavailable
    ).with(.cacheControl, "no-store")
  }

  private func answers(_ question: () throws -> Void) -> Bool {
    do {
      try question()
      return true
    } catch {
      log.error("health: \(Cause(error))")
      return false
    }
  }

  private func isBeating(_ kind: String, _ now: Moment) throws -> Bool {
    try registry.processes().contains { $0.kind == kind && $0.seenAt > now - Registry.lifetime }
  }

  /// GET /robots.txt
  private func robots(_ request: Request) -> Response {
    .text("User-agent: *\nDisallow: /account\nDisallow: /admin\nDisallow: /sign-in\n")
      .with(.cacheControl, "public, max-age=3600")
  }

  static let publishedPath = "/static/published/"

  /// GET /static/published/:sheet: one that `rowhouse-jobs` has not laid before nginx yet. No worker can.
  private func publishedSheet(_ request: Request) throws -> Response {
    let name = request.parameters["sheet"] ?? ""
    let sheet =
      name == bundle.name ? Array(bundle.bytes) : try template.faces.sheet(named: name).map { Array($0.utf8) }
    guard let sheet else { throw Fault.notFound }
    let headers: [(HTTPField.Name, String)] = [
      (.contentType, "text/css; charset=utf-8"), (.cacheControl, "public, max-age=31536000, immutable"),
    ]
    return Response(.ok, headers: headers, content: .bytes(sheet))
  }

  public static let version = "0.1"
}

extension Request {
  /// Asked here, and not by a proxy for somebody else: that would say so.
  fileprivate var isFromThisMachine: Bool {
    let isHere = address == "::1" || address.hasPrefix("127.")
    return isHere
      && ["X-Forwarded-For", "Forwarded", "Via"].allSatisfy { HTTPField.Name($0).flatMap(header) == nil }
  }
}

extension UnixAddress {
  /// Whether somebody accepts connections there.
  var isListening: Bool {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    return descriptor >= 0 && withPointer { connect(descriptor, $0, $1) } == 0
  }
}
