using System.Collections.Immutable;
using Fleet.Compliance;
using Fleet.Safety;
using Fleet.Trips;

namespace Fleet.Alerts;

public sealed class AlertConditionTests
{
    public static TheoryData<string, AlertOperator, object, bool> Comparisons => new()
    {
        { "event", AlertOperator.Eq, "speeding", true },
        { "event", AlertOperator.Eq, "Speeding", false },
        { "event", AlertOperator.Ne, "idling", true },
        { "event", AlertOperator.In, new[] { "idling", "speeding" }, true },
        { "event", AlertOperator.NotIn, new[] { "idling", "speeding" }, false },
        { "event", AlertOperator.Contains, "peed", true },
        { "speed", AlertOperator.Gt, 80d, false },
        { "speed", AlertOperator.Gte, 80d, true },
        { "speed", AlertOperator.Lt, 80.1, true },
        { "speed", AlertOperator.Lte, 79.9, false },
        { "speed", AlertOperator.In, new[] { 79d, 80d }, true },
        { "speed", AlertOperator.NotIn, new[] { 80d }, false },
        { "severity", AlertOperator.Gte, "medium", true },
        { "severity", AlertOperator.Gt, "medium", false },
        { "severity", AlertOperator.Lt, "critical", true },
        { "severity", AlertOperator.In, new[] { "low", "medium" }, true },
        { "details.deceleration", AlertOperator.Lt, -5d, true },
        { "details.nothing", AlertOperator.Lt, 5d, false },
        { "details.nothing", AlertOperator.Ne, 5d, false }, // what is not there compares with nothing
        { "details.nothing", AlertOperator.Exists, false, true },
        { "details.deceleration", AlertOperator.Exists, true, true },
        { "driver_id", AlertOperator.Exists, true, false },
        { "contributing_factors", AlertOperator.Contains, "night", true },
        { "contributing_factors", AlertOperator.Contains, "nigh", false },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void Comparison_says_what_it_says(string field, AlertOperator how, object value, bool holds)
    {
        var condition = new AlertCondition { Field = field, Operator = how, Value = Value(value) };
        Assert.Empty(AlertRuleValidator.Validate(Rule(AlertEventKind.SafetyEvent) with { Condition = condition }));
        Assert.Equal(holds, AlertConditions.Holds(condition, Happened.Safety("speeding"), AlertEventKind.SafetyEvent));
    }

    [Fact]
    public void All_and_any_join()
    {
        AlertCondition Speed(double over) => new() { Field = "speed", Operator = AlertOperator.Gt, Value = new() { Number = over } };
        bool Holds(AlertCondition condition) => AlertConditions.Holds(condition, Happened.Safety("speeding"), AlertEventKind.SafetyEvent);
        Assert.True(Holds(new() { All = [Speed(70), Speed(79)] }));
        Assert.False(Holds(new() { All = [Speed(70), Speed(90)] }));
        Assert.True(Holds(new() { Any = [Speed(90), Speed(70)] }));
        Assert.False(Holds(new() { Any = [Speed(90), Speed(100)] }));
        Assert.True(Holds(new() { All = [Speed(70), new() { Any = [Speed(90), Speed(79)] }] }));
    }

    [Fact]
    public void A_crossing_is_a_trip_update_and_a_geofence_event_each_in_its_own_words()
    {
        var crossed = Happened.Crossed(TripEventKind.GeofenceExit);
        Assert.True(AlertFields.Is(crossed, AlertEventKind.TripUpdate) && AlertFields.Is(crossed, AlertEventKind.GeofenceEvent));
        Assert.False(AlertFields.Is(Happened.Trip(TripEventKind.Started), AlertEventKind.GeofenceEvent));
        Assert.Equal("geofence_exit", AlertFields.ReadText(crossed, AlertEventKind.TripUpdate, "event"));
        Assert.Equal("exit", AlertFields.ReadText(crossed, AlertEventKind.GeofenceEvent, "event"));
        Assert.Equal("trip_started", AlertFields.ReadText(Happened.Trip(TripEventKind.Started), AlertEventKind.TripUpdate, "event"));
        Assert.Equal("1800", AlertFields.ReadText(Happened.Compliance(ComplianceKind.Violation), AlertEventKind.DriverCompliance, "remaining_seconds"));
    }

    [Fact]
    public void A_custom_event_counts_once_it_is_complete()
    {
        var happened = new Events.CustomEventRaised
        {
            EventId = "c1",
            OrganizationId = "acme",
            Timestamp = Happened.Noon,
            VehicleId = "v1",
            Name = "delivery_completed",
            Priority = CustomEvents.CustomEventPriority.High,
            Status = CustomEvents.CustomEventStatus.Raised,
            Details = ImmutableDictionary<string, double>.Empty.Add("stop_seconds", 90),
        };
        Assert.True(AlertFields.Is(happened, AlertEventKind.CustomEvent));
        Assert.False(AlertFields.Is(happened with { Status = CustomEvents.CustomEventStatus.Pending }, AlertEventKind.CustomEvent));
        Assert.Equal(("delivery_completed", "high", "90"), (Text("event"), Text("priority"), Text("details.stop_seconds")));

        string? Text(string name) => AlertFields.ReadText(happened, AlertEventKind.CustomEvent, name);
    }

    /// <summary>People look fields up there.</summary>
    [Fact]
    public void Every_kind_and_field_is_in_the_document()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "global.json")))
            folder = folder.Parent;

        var rows = File.ReadAllLines(Path.Combine(folder.FullName, "docs", "alerts.md"));
        foreach (var kind in Enum.GetValues<AlertEventKind>())
        {
            var row = Assert.Single(rows, r => r.StartsWith($"| `{AlertFields.Snake(kind)}` |", StringComparison.Ordinal));
            Assert.Equal(
                AlertFields.Of(kind).Select(f => f.Name).Order(StringComparer.Ordinal),
                row.Split('|')[2].Split(',').Select(f => f.Trim().Trim('`')).Concat(["vehicle_id", "driver_id", "trip_id"]).Where(f => !f.StartsWith("details.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("""condition.field""", "colour", AlertOperator.Eq, "x")]
    [InlineData("""condition.operator""", "event", AlertOperator.Gt, "x")]
    [InlineData("""condition.value""", "speed", AlertOperator.Gt, "x")]
    [InlineData("""condition.value""", "severity", AlertOperator.Eq, "bad")]
    [InlineData("""condition.value""", "event", AlertOperator.In, "x")]
    [InlineData("""condition.value""", "event", AlertOperator.Exists, "x")]
    public void A_fault_names_its_field(string path, string field, AlertOperator how, string value)
    {
        var rule = Rule(AlertEventKind.SafetyEvent) with { Condition = new() { Field = field, Operator = how, Value = new() { Text = value } } };
        Assert.Equal(path, Assert.Single(AlertRuleValidator.Validate(rule)).Field);
    }

    [Fact]
    public void Faults_deep_inside_and_beside_each_other_are_all_named()
    {
        var rule = Rule(AlertEventKind.SafetyEvent, AlertEventKind.VehicleStatus) with
        {
            Severities = [Severity.High],
            Condition = new() { All = [new() { Any = [new() { Field = "vehicle_id", Operator = AlertOperator.Eq, Value = new() { Text = "v" } }, new() { Field = "speed", Operator = AlertOperator.Gt, Value = new() { Number = 1 } }] }, new()] },
            Count = new() { AtLeast = 1, WithinSeconds = 0, Per = [] },
            Suppression = new() { WindowSeconds = -1, By = [AlertGrouping.Organization] },
            Schedule = new() { TimeZone = "UTC", Windows = [] },
            Escalations = [new() { AfterSeconds = 60 }, new() { AfterSeconds = 60 }],
            AutoResolve = new() { On = AlertEventKind.GeofenceEvent, Same = ["geofence_id"] },
        };
        Assert.Equal(
            [
                "severities", "condition.all[0].any[1].field", "condition.all[1]", "count.at_least", "count.within_seconds", "count.per", "suppression.window_seconds",
                "suppression.by", "schedule.windows", "escalations[1].after_seconds", "auto_resolve.same[0]",
            ],
            AlertRuleValidator.Validate(rule).Select(f => f.Field));
    }

    [Fact]
    public void Depth_and_number_of_conditions_are_bounded()
    {
        var leaf = new AlertCondition { Field = "speed", Operator = AlertOperator.Gt, Value = new() { Number = 1 } };
        var deep = leaf;
        for (var i = 1; i < AlertRuleValidator.MaxDepth; i++)
            deep = new() { All = [deep] };

        Assert.Empty(AlertRuleValidator.Validate(Rule(AlertEventKind.SafetyEvent) with { Condition = deep }));
        Assert.Single(AlertRuleValidator.Validate(Rule(AlertEventKind.SafetyEvent) with { Condition = new() { All = [deep] } }));
        AlertCondition Many(int count) => new() { All = [.. Enumerable.Repeat(leaf, count)] };
        Assert.Empty(AlertRuleValidator.Validate(Rule(AlertEventKind.SafetyEvent) with { Condition = Many(AlertRuleValidator.MaxConditions - 1) }));
        Assert.Single(AlertRuleValidator.Validate(Rule(AlertEventKind.SafetyEvent) with { Condition = Many(AlertRuleValidator.MaxConditions + 9) }));
    }

    private static AlertRule Rule(params AlertEventKind[] kinds) => new()
    {
        RuleId = "r1",
        Name = "Rule",
        Events = [.. kinds],
        Priority = AlertPriority.Low,
        Suppression = new() { WindowSeconds = 0 },
    };

    private static AlertValue Value(object value) => value switch
    {
        string text => new() { Text = text },
        double number => new() { Number = number },
        bool flag => new() { Flag = flag },
        string[] texts => new() { Texts = [.. texts] },
        _ => new() { Numbers = [.. (double[])value] },
    };
}
