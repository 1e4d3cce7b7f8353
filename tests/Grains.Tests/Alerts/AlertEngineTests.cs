using Fleet.Compliance;
using Fleet.Events;
using Fleet.Geography;
using Fleet.Safety;
using Fleet.Schedules;
using Fleet.Trips;

namespace Fleet.Alerts;

public sealed class AlertEngineTests
{
    private readonly AlertMemory _memory = new();

    [Fact]
    public void S1s_rules_are_valid_and_each_finds_what_it_is_for()
    {
        Assert.All(DefaultAlertRules.All, r => Assert.Empty(AlertRuleValidator.Validate(r)));

        Assert.Equal(["critical_safety_event"], Raised(Happened.Safety("crash_detection", severity: Severity.Critical)));
        Assert.Equal(["vehicle_breakdown"], Raised(Happened.Safety("breakdown", 1_000, vehicle: "v2")));
        Assert.Equal(["geofence_violation"], Raised(Happened.Crossed(TripEventKind.GeofenceExit, vehicle: "v3")));
        Assert.Equal(["geofence_violation"], Raised(Happened.Crossed(TripEventKind.GeofenceEntry, vehicle: "v4")));
        Assert.Empty(Raised(Happened.Crossed(TripEventKind.GeofenceExit, authorized: true, vehicle: "v5")));
        Assert.Empty(Raised(Happened.Crossed(TripEventKind.GeofenceExit, authorized: null, vehicle: "v5")));
    }

    /// <summary>S1 took a parked vehicle with its engine off for one.</summary>
    [Fact]
    public void Nothing_a_parked_vehicle_tells_is_a_breakdown()
    {
        Assert.Empty(Raised(Happened.Offline(), Happened.Trip(TripEventKind.Paused, 60), Happened.Safety("idling", 90), Happened.Trip(TripEventKind.Completed, 120)));
    }

    [Fact]
    public void Three_safety_events_within_ten_minutes_are_one_alert_by_vehicle_or_by_driver()
    {
        Assert.Empty(Raised(Happened.Safety("speeding", 0, driver: "d1"), Happened.Safety("speeding", 599, driver: "d1")));
        Assert.Empty(Raised(Happened.Safety("low_fuel", 599, driver: "d1"), Happened.Safety("idling", 599, driver: "d1")));
        Assert.Equal(["multiple_safety_events"], Raised(Happened.Safety("harsh_braking", 599.9, vehicle: "v2", driver: "d1")));
    }

    [Fact]
    public void A_window_is_open_at_its_far_end_and_late_events_count_where_they_belong()
    {
        Assert.Empty(Raised(Happened.Safety("speeding", 0), Happened.Safety("speeding", 300), Happened.Safety("speeding", 600)));
        Assert.Equal(["multiple_safety_events"], Raised(Happened.Safety("speeding", 1)));
    }

    [Fact]
    public void One_event_told_twice_counts_once()
    {
        var repeated = Happened.Safety("speeding", 0);
        Assert.Empty(Raised(repeated, repeated, repeated, repeated));
    }

    [Theory]
    [InlineData(299.9, true)]
    [InlineData(300, false)]
    [InlineData(-299.9, true)] // late, of before
    public void Within_its_window_an_alert_is_suppressed(double after, bool suppressed)
    {
        Judge(Happened.Safety("panic_button", 0, Severity.Critical));
        var first = Assert.Single(_memory.State.Pending);
        _memory.State.Pending.Clear();

        Judge(Happened.Safety("crash_detection", after, Severity.Critical));

        var second = Assert.Single(_memory.State.Pending);
        Assert.Equal(suppressed ? (AlertCommandKind.Suppress, first.AlertId) : (AlertCommandKind.Raise, AlertIds.Of("critical_safety_event", Happened.Safety("crash_detection", after).EventId)), (second.Kind, second.AlertId));
    }

    [Fact]
    public void Suppression_is_keyed_by_rule_vehicle_driver_and_cell()
    {
        Assert.Equal("r:v1:d1:4071:-7401", AlertIds.Suppression("r", new AlertSuppression { WindowSeconds = 1 }.By, "v1", "d1", new GeoPoint(40.7128, -74.0060)));
        Assert.Equal("r:d1", AlertIds.Suppression("r", [AlertGrouping.Vehicle, AlertGrouping.Driver, AlertGrouping.Location], null, "d1", null));
        AlertCommandKind Told(SafetyDetected happened)
        {
            Judge(Rule(), happened);
            return _memory.State.Pending[^1].Kind;
        }

        Assert.Equal(AlertCommandKind.Raise, Told(Critical(0, "v1", "d1", 50.001)));
        Assert.Equal(AlertCommandKind.Suppress, Told(Critical(1, "v1", "d1", 50.009)));
        Assert.Equal(AlertCommandKind.Raise, Told(Critical(2, "v2", "d1", 50.001)));
        Assert.Equal(AlertCommandKind.Raise, Told(Critical(3, "v1", "d2", 50.001)));
        Assert.Equal(AlertCommandKind.Raise, Told(Critical(4, "v1", "d1", 50.011)));
    }

    [Fact]
    public void The_same_event_again_changes_nothing()
    {
        var happened = Happened.Safety("panic_button", severity: Severity.Critical);
        Judge(happened);
        var commands = _memory.State.Pending.Count;

        Assert.False(AlertEngine.Judge([DefaultAlertRules.All[0]], _memory, new(happened, [], Happened.Noon)));
        Assert.Equal(commands, _memory.State.Pending.Count);
    }

    [Fact]
    public void A_breakdown_is_over_when_the_vehicle_sets_out_again()
    {
        Judge(Happened.Safety("breakdown", 0), Happened.Safety("breakdown", 0, vehicle: "v2"));
        Judge(Happened.Trip(TripEventKind.Paused, 10), Happened.Trip(TripEventKind.Resumed, 20, "v2"));

        var resolved = Assert.Single(_memory.State.Pending, c => c.Kind == AlertCommandKind.Resolve);
        Assert.Equal(AlertIds.Of("vehicle_breakdown", Happened.Safety("breakdown", 0, vehicle: "v2").EventId), resolved.AlertId);
        Assert.Equal("trip_update trip_resumed", resolved.Note);
        Judge(Happened.Trip(TripEventKind.Started, 30, "v2"));
        Assert.Single(_memory.State.Pending, c => c.Kind == AlertCommandKind.Resolve);
    }

    [Fact]
    public void Only_what_has_the_same_fields_resolves()
    {
        var rule = Rule() with
        {
            Events = [AlertEventKind.GeofenceEvent],
            Condition = Is("event", "exit"),
            AutoResolve = new() { On = AlertEventKind.GeofenceEvent, Condition = Is("event", "entry"), Same = ["geofence_id"] },
        };
        Assert.Empty(AlertRuleValidator.Validate(rule));
        Judge(rule, Happened.Crossed(TripEventKind.GeofenceExit, "yard"), Happened.Crossed(TripEventKind.GeofenceEntry, "dock", at: 5));
        Assert.DoesNotContain(_memory.State.Pending, c => c.Kind == AlertCommandKind.Resolve);

        Judge(rule, Happened.Crossed(TripEventKind.GeofenceEntry, "yard", at: 6));
        Assert.Contains(_memory.State.Pending, c => c.Kind == AlertCommandKind.Resolve);
    }

    [Fact]
    public void An_event_that_late_positions_undid_takes_its_alert_back()
    {
        var happened = Happened.Safety("crash_detection", severity: Severity.Critical);
        Judge(happened);
        var notice = new EventSuperseded { EventId = "x", OrganizationId = "acme", Timestamp = happened.Timestamp, Superseded = happened, Revision = 2 };

        Judge(notice with { ReplacedBy = "y" });
        Assert.DoesNotContain(_memory.State.Pending, c => c.Kind == AlertCommandKind.Resolve);
        Judge(notice);
        Assert.Contains(_memory.State.Pending, c => c.Kind == AlertCommandKind.Resolve && c.AlertId == AlertIds.Of("critical_safety_event", happened.EventId));
    }

    [Fact]
    public void A_shadow_rule_finds_and_tells_nobody()
    {
        var rule = Rule() with { Mode = AlertRuleMode.Shadow };
        Judge(rule, Happened.Safety("speeding", 0), Happened.Safety("speeding", 10), Happened.Safety("speeding", 1_000));

        Assert.Empty(_memory.State.Pending);
        Assert.Equal([1, 0], _memory.State.Records["r1"].Findings.Select(f => f.Suppressed));
        Assert.Equal(2, _memory.State.Records["r1"].Triggered);

        // Live from now on: what it found as a shadow holds nothing back.
        AlertEngine.Changed(_memory, "r1", rule with { Mode = AlertRuleMode.Live });
        Judge(rule with { Mode = AlertRuleMode.Live }, Happened.Safety("speeding", 1_001));
        Assert.Equal(AlertCommandKind.Raise, Assert.Single(_memory.State.Pending).Kind);
        Assert.Empty(_memory.State.Records["r1"].Findings);
    }

    [Fact]
    public void Findings_are_bounded_and_the_newest_stay()
    {
        var rule = Rule() with { Mode = AlertRuleMode.Shadow, Suppression = new() { WindowSeconds = 0 } };
        Judge(rule, [.. Enumerable.Range(0, 150).Select(i => Happened.Safety("speeding", i))]);

        Assert.Equal(AlertEngine.MaxFindings, _memory.State.Records["r1"].Findings.Length);
        Assert.Equal(Happened.Noon.AddSeconds(149), _memory.State.Records["r1"].Findings[^1].Draft.Source.At);
        Assert.Equal(150, _memory.State.Records["r1"].Triggered);
    }

    [Fact]
    public void A_rule_asks_for_vehicles_tags_drivers_severities_and_hours()
    {
        var speeding = Happened.Safety("speeding", driver: "d1");
        Assert.True(Takes(Rule() with { VehicleIds = ["v1"] }, speeding));
        Assert.False(Takes(Rule() with { VehicleIds = ["v2"] }, speeding));
        Assert.True(Takes(Rule() with { DriverIds = ["d1"] }, speeding));
        Assert.False(Takes(Rule() with { DriverIds = ["d1"] }, Happened.Safety("speeding")));
        Assert.True(Takes(Rule() with { VehicleTags = ["north", "south"] }, speeding, "south"));
        Assert.False(Takes(Rule() with { VehicleTags = ["north"] }, speeding, "south"));
        Assert.True(AlertEngine.NeedsTags([Rule() with { VehicleTags = ["north"] }], speeding));
        Assert.False(AlertEngine.NeedsTags([Rule()], speeding));
        Assert.False(AlertEngine.NeedsTags([Rule() with { VehicleTags = ["north"], Mode = AlertRuleMode.Off }], speeding));
        Assert.True(Takes(Rule() with { Severities = [Severity.Low, Severity.Medium] }, speeding));
        Assert.False(Takes(Rule() with { Severities = [Severity.High] }, speeding));
        Assert.False(Takes(Rule() with { Mode = AlertRuleMode.Off }, speeding));
        Assert.True(Takes(Rule() with { Schedule = Hours(720, 721) }, speeding));
        Assert.False(Takes(Rule() with { Schedule = Hours(721, 722) }, speeding));
    }

    [Fact]
    public void An_alert_of_a_driver_alone_is_one()
    {
        var rule = Rule() with { Events = [AlertEventKind.DriverCompliance], Condition = Is("event", "violation") };
        Judge(rule, Happened.Compliance(ComplianceKind.Violation), Happened.Compliance(ComplianceKind.BreakRequired, 1));

        var draft = Assert.Single(_memory.State.Pending).Draft!;
        Assert.Equal((null, "d1", "violation"), (draft.VehicleId, draft.DriverId, draft.Source.Type));
        Assert.Equal("violation, driver d1", draft.Message);
    }

    [Fact]
    public void Memory_is_bounded_whatever_comes()
    {
        var rule = Rule() with { Count = new() { AtLeast = 2, WithinSeconds = 60 }, AutoResolve = new() { On = AlertEventKind.VehicleStatus } };
        for (var i = 0; i < 2 * AlertEngine.MaxRemembered; i++)
            Judge(rule with { AutoResolve = i % 2 == 0 ? rule.AutoResolve : null }, Happened.Safety("speeding", i / 100.0, vehicle: $"v{i}"), Happened.Safety("speeding", (i / 100.0) + 1, vehicle: $"v{i}"));

        Assert.InRange(_memory.State.Windows.Count, AlertEngine.MaxRemembered, AlertEngine.MaxRemembered * 1.25);
        Assert.InRange(_memory.State.Tallies.Count, AlertEngine.MaxRemembered, AlertEngine.MaxRemembered * 1.25);
        Assert.Equal(AlertEngine.MaxResolvable, _memory.State.Resolvable.Count);
    }

    private static AlertRule Rule() => new()
    {
        RuleId = "r1",
        Name = "Rule",
        Events = [AlertEventKind.SafetyEvent],
        Priority = AlertPriority.Low,
        Suppression = new() { WindowSeconds = 300 },
    };

    private static AlertCondition Is(string field, string value) => new() { Field = field, Operator = AlertOperator.Eq, Value = new() { Text = value } };

    private static WeeklySchedule Hours(int from, int to) => new() { TimeZone = "UTC", Windows = [new() { FromMinute = from, ToMinute = to }] };

    private static SafetyDetected Critical(double at, string vehicle, string driver, double latitude) =>
        Happened.Safety("crash_detection", at, Severity.Critical, vehicle, driver, new GeoPoint(latitude, 8.005));

    private static bool Takes(AlertRule rule, FleetEvent happened, params string[] tags)
    {
        var memory = new AlertMemory();
        AlertEngine.Judge([rule], memory, new(happened, [.. tags], Happened.Noon));
        return memory.State.Pending.Count == 1;
    }

    private void Judge(params FleetEvent[] events)
    {
        foreach (var happened in events)
            AlertEngine.Judge(DefaultAlertRules.All, _memory, new(happened, [], Happened.Noon));
    }

    private void Judge(AlertRule rule, params FleetEvent[] events)
    {
        foreach (var happened in events)
            AlertEngine.Judge([rule], _memory, new(happened, [], Happened.Noon));
    }

    /// <summary>The rules that raise something for these.</summary>
    private List<string> Raised(params FleetEvent[] events)
    {
        var before = _memory.State.Pending.Count;
        Judge(events);
        return [.. _memory.State.Pending.Skip(before).Where(c => c.Kind == AlertCommandKind.Raise).Select(c => c.Draft!.RuleId)];
    }
}
