import Admin
import GRDB
import HTTPTypes
import Kit
import Template
import TemplateFaces
import Templating

extension Site {
  /// Answers one request, whatever happens.
  public func answer(_ exchange: any Exchange) -> Response {
    let request = Request(
      method: Request.Method(rawValue: exchange.parameter("REQUEST_METHOD") ?? "") ?? .get,
      path: exchange.parameter("DOCUMENT_URI") ?? "/", now: .now, exchange: exchange)
    if request.isAsking { return mayCome(request) }
    // One that is known in no house has no name.
    let answer = respond(to: request).with(.route, request.loggedPath)
    if template.faces.isPreview(request) { return asPreview(answer) }
    let response = clearingFlash(answer, request)
    return EntityTag.apply(
      to: settings.isSecure ? response.securingCookies() : response, for: request,
      isCleared: settings.isTrustworthy)
  }

  func respond(to request: Request) -> Response {
    do {
      return try pass(request)
    } catch let fault as Fault {
      return show(fault, request)
    } catch let overtaken as Overtaken {
      return show(overtaken, request)
    } catch {
      request.report("\(Cause(error))")
      return show(Self.fault(for: error), request)
    }
  }

  /// Every request goes through these gates, in this order.
  private func pass(_ request: Request) throws -> Response {
    let destination = try find(request)
    if destination.house != Site.ownRoutes { try identify(request) }
    guard try !registry.disabledHouses(for: request).contains(destination.house) else {
      throw Fault(.notFound, "This part of the site is closed at the moment. Nothing in it is lost.")
    }
    if let refusal = try refusalFromElsewhere(request, destination) { return refusal }
    if destination.house != Site.ownRoutes, let back = try admin.comeBack(request) { return back }
    request.bodyLimit = destination.route.limit
    try admin.checkImpersonation(request, in: destination.house)
    if request.viewer.lacksFactor, !AdminModule.isWayToFactor(request.path) {
      return try leadToFactor(request)
    }
    guard request.viewer.may(pass: destination.route) else { return try turnAway(request) }
    guard !request.isAsking else { return Response(.noContent) }
    try keepPace(of: destination.route, request)
    guard !request.isForAnother else { throw Fault.madeForAnother(request.viewer) }
    guard !destination.route.confirmed || request.viewer.isConfirmed(at: request.now) else {
      return try admin.confirming(request, then: destination.route.handler)
    }
    return try destination.route.handler(request)
  }

  /// Throws `Fault` for what another site may have sent. At the door one can try again with what was typed.
  private func refusalFromElsewhere(
    _ request: Request, _ destination: Router.Destination
  ) throws -> Response? {
    let crossSite = CrossSite(settings)
    guard !crossSite.allows(request) else { return nil }
    let fault = crossSite.fault(request)
    request.bodyLimit = destination.route.limit
    guard crossSite.isHidden(request), let door = try admin.doorAgain(request, fault) else { throw fault }
    note(fault, request)
    return door
  }

  func identify(_ request: Request) throws {
    request.viewer = try admin.authentication.viewer(of: request)
    try enterPreview(request)
  }

  private func find(_ request: Request) throws -> Router.Destination {
    switch router.match(request.method, request.path) {
    case .found(let destination, let parameters):
      request.parameters = parameters
      request.loggedPath = destination.loggedPath(parameters)
      return destination
    case .wrongMethod(let allowed):
      try identify(request)
      throw Fault(.methodNotAllowed, allowed: allowed)
    case .nothing:
      // The page that says so stands in the viewer's own shell.
      try identify(request)
      throw Fault.notFound
    }
  }

  private func turnAway(_ request: Request) throws -> Response {
    let isReading = request.method == .get || request.method == .head
    guard request.viewer.isGuest, isReading, !request.wantsJSON else { throw request.viewer.refusal }
    return .seeOther("/sign-in?next=\(Percent.encode(request.target))")
  }

  /// Whose role needs a second factor sets one up before anything else.
  func leadToFactor(_ request: Request) throws -> Response {
    guard request.method == .get || request.method == .head else {
      throw Fault(
        .forbidden, "Your role needs a second factor first. Please set one up on your account page.")
    }
    return .seeOther("/account#signing-in")
  }

  private static func fault(for error: any Error) -> Fault {
    let error = error as? DatabaseError
    // It is in the log, and perhaps on the disk.
    if error?.extendedResultCode == .SQLITE_IOERR_FSYNC { return uncertain }
    return switch error?.resultCode {
    case .SQLITE_BUSY: Fault(.serviceUnavailable)
    case .SQLITE_FULL: Fault(.serviceUnavailable, "The server's disk is full, so this could not be kept.")
    case .SQLITE_IOERR:
      Fault(.serviceUnavailable, "The server's disk did not answer, so this could not be kept.")
    default: Fault(.internalServerError)
    }
  }

  private static let uncertain = Fault(
    .serviceUnavailable,
    "The server's disk failed just then, so we can't say whether this was kept. "
      + "Please look in a minute whether it is there, and send it again only if it isn't.")

  private func show(_ fault: Fault, _ request: Request) -> Response {
    if let cause = fault.cause { request.report(cause) }
    note(fault, request)
    var response = told(fault, request).with(.cacheControl, "no-store")
    if let seconds = fault.retryAfter { response = response.with(.retryAfter, String(seconds)) }
    return fault.allowed.isEmpty ? response : response.with(.allow, fault.allowed.joined(separator: ", "))
  }

  /// In a page for people, in a few words for programs.
  private func told(_ fault: Fault, _ request: Request) -> Response {
    do {
      if request.wantsJSON { return .json(FaultReport(fault).json, status: fault.status) }
      let page = FaultPage(try explained(fault, request), request, settings).data
      return .html(
        try render("errors/fault", page, house: Site.ownRoutes, inShell: true, request), status: fault.status)
    } catch {
      request.report("the error page failed: \(Cause(error))")
      return .text("\(fault.status.reasonPhrase)\n", status: fault.status)
    }
  }

  /// Whoever was shown out while they wrote is told so.
  private func explained(_ fault: Fault, _ request: Request) throws -> Fault {
    guard fault.status == .unauthorized, fault.message.isEmpty, request.method == .post,
      CrossSite(settings).allows(request),
      let sentence = try admin.reasonForLeaving(request)
    else { return fault }
    return Fault(fault.status, sentence)
  }

  private func show(_ overtaken: Overtaken, _ request: Request) -> Response {
    do {
      let page = try OvertakenPage(overtaken, request).value
      let html = try render("errors/overtaken", page, house: Site.ownRoutes, inShell: true, request)
      return .html(html, status: .conflict).with(.cacheControl, "no-store")
    } catch {
      request.report("\(Cause(error))")
      return show(Self.fault(for: error), request)
    }
  }

  /// What may not be read is not there, and so can't be told from an address that was mistyped.
  private func note(_ fault: Fault, _ request: Request) {
    let account = request.viewer.account?.id
    let event: SecurityEvent? =
      switch fault.status {
      case .forbidden where !CrossSite(settings).allows(request):
        .refused("request", "from another site", account: account)
      case .forbidden: .refused("request", "may not", account: account)
      case .unauthorized: .refused("request", "not signed in")
      case .tooManyRequests: .refused("request", "too often", account: account)
      case .notFound where request.parameters["token"] != nil:
        .refused("one-time address", "unknown or used", account: account)
      default: nil
      }
    if let event { security.note(event, request) }
  }

  /// A flash is shown once.
  private func clearingFlash(_ response: Response, _ request: Request) -> Response {
    guard response.status != .seeOther, request.cookies[Flash.cookieName] != nil, !request.isInBackground
    else { return response }
    return response.setting(Flash.cleared)
  }
}
