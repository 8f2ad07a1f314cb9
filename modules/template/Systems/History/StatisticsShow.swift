import GRDB
import HTTPTypes
import Kit
import Templating

extension Systems {
  /// GET …/front/statistics: how long, how often, at which hours. For the system alone.
  func statisticsShow(_ request: Request, _ place: FrontPlace) throws -> Response {
    let page = try house.read { try StatisticsPage(request, place, $0) }
    return try house.page(
      "template/statistics", page.value, request, status: page.isRefused ? .unprocessableContent : .ok)
  }
}

/// The page of statistics: each chart with the same numbers in a table.
private struct StatisticsPage: Renderable {
  let place: FrontPlace
  let query: Fields
  let choice: StatisticsRange.Choice
  let isRefused: Bool
  let zone: Zone
  let statistics: FrontStatistics
  let alters: [Int64: Alter]

  init(_ request: Request, _ place: FrontPlace, _ db: Database) throws {
    (self.place, query) = (place, request.query)
    let zone = try Zone.of(place.account, db)
    self.zone = zone
    let first = try FrontStatistics.first(of: place.account, db)
    let asked = StatisticsRange(request.query, first: first, in: zone, now: request.now)
    let range = asked ?? StatisticsRange(Fields(), first: first, in: zone, now: request.now)
    isRefused = asked == nil
    choice = asked?.choice ?? .custom
    let stays = try range.map { try FrontStatistics.stays(of: place.account, $0, db) } ?? []
    let alters = try Alter.named(Array(Set(stays.map(\.alter))), db)
    self.alters = alters
    statistics = FrontStatistics(
      stays, from: range?.from ?? request.now, to: range?.to ?? request.now, in: zone,
      nobodies: Set(alters.values.filter { !$0.isPerson }.map(\.id)))
  }

  var value: Value {
    let (shares, length) = (statistics.shares, statistics.length)
    return [
      "base": place.base, "trail": place.historyTrail, "isRefused": isRefused, "ranges": ranges,
      "isCustom": choice == .custom, "fromDay": query["from"] ?? "", "toDay": query["to"] ?? "",
      "from": zone.long(statistics.from), "to": zone.long(statistics.to), "zone": zone.words,
      "hasShares": !shares.isEmpty, "rows": shares.prefix(Self.mostRows).map(row),
      "others": shares.count > Self.mostRows ? shares.count - Self.mostRows : nil,
      "covered": Portion.text(statistics.covered, of: length),
      "together": statistics.together.milliseconds == 0
        ? nil : Portion.text(statistics.together, of: length),
      "isOverfull": shares.reduce(0) { $0 + $1.total.milliseconds } > length.milliseconds,
      "shareChart": ShareChart(shares.prefix(20).map { (name($0), isPerson($0), $0.total) }, of: length),
      "sessionChart": SessionChart(shares.prefix(20).map { (name($0), $0) }),
      "hourCharts": shares.prefix(8).map { HourChart(name($0), $0.alter, $0.hours, of: statistics.hours) },
      "hourNames": shares.prefix(8).map { ["name": name($0)] as Value }, "hours": hours,
      "more": shares.count > 8 ? "The eight who fronted longest." : nil,
    ]
  }

  /// The longest first; who fronted for less than those is counted.
  private static let mostRows = 100

  private func name(_ share: FrontStatistics.Share) -> String { alters[share.alter]?.name ?? "" }
  private func isPerson(_ share: FrontStatistics.Share) -> Bool { alters[share.alter]?.isPerson ?? true }

  private var ranges: [Value] {
    StatisticsRange.Choice.allCases.filter { $0 != .custom }.map {
      [
        "title": $0.title, "href": "\(place.base)/statistics?range=\($0.rawValue)", "current": $0 == choice,
      ]
    }
  }

  private func row(_ share: FrontStatistics.Share) -> Value {
    [
      "name": name(share), "isStatus": !isPerson(share), "total": share.total.text,
      "share": Portion.text(share.total, of: statistics.length), "sessions": share.sessions,
      "shortest": share.shortest.text, "average": share.average.text, "longest": share.longest.text,
    ]
  }

  private var hours: [Value] {
    (0..<24).map { hour in
      let whole = TimeLength(milliseconds: statistics.hours.milliseconds[hour])
      return [
        "hour": HourChart.label(hour),
        "cells": statistics.shares.prefix(8).map { share -> Value in
          let part = TimeLength(milliseconds: share.hours.milliseconds[hour])
          return ["text": Portion.text(part, of: whole)]
        },
      ]
    }
  }
}
