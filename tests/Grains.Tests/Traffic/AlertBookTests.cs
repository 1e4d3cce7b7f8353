using Fleet.Geography;

namespace Fleet.Traffic;

public sealed class AlertBookTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly List<AlertEntry> _book = [];
    private readonly TrafficOptions _options = new();

    [Fact]
    public void A_source_has_one_alert_however_often_it_reports()
    {
        var raised = Assert.Single(Note(Accident("a1", AccidentSeverity.Severe)));
        Assert.Equal((TrafficAlertPriority.High, "a1", false), (raised.Alert.Priority, raised.Alert.SourceId, raised.Cleared));
        Assert.Empty(Note(Accident("a1", AccidentSeverity.Severe)));
        Assert.Empty(Note(Accident("a1", AccidentSeverity.Minor)));
    }

    [Fact]
    public void One_that_gets_worse_is_told_again_under_its_id()
    {
        var first = Assert.Single(Note(Accident("a1", AccidentSeverity.Minor)));
        var second = Assert.Single(Note(Accident("a1", AccidentSeverity.Critical)));
        Assert.Equal(first.Alert.AlertId, second.Alert.AlertId);
        Assert.NotEqual(first.EventId, second.EventId);
        Assert.True(second.Alert.ActionRequired);
    }

    [Fact]
    public void Accidents_at_one_place_share_an_alert_that_ends_with_the_last()
    {
        Note(Accident("a1", AccidentSeverity.Severe));
        Assert.Empty(Note(Accident("a2", AccidentSeverity.Moderate, north: 100)));
        Assert.Single(Note(Accident("far", AccidentSeverity.Moderate, north: 500)));
        Assert.Empty(Note(Resolved("a1")));
        Assert.True(Assert.Single(Note(Resolved("a2"))).Cleared);
        Assert.Single(_book);
    }

    [Fact]
    public void Long_after_it_is_another_accident()
    {
        Note(Accident("a1", AccidentSeverity.Severe));
        Assert.Single(Note(Accident("a2", AccidentSeverity.Severe, minutes: 11)));
    }

    [Fact]
    public void Congestion_that_comes_back_soon_is_the_same_and_ends_once_it_stays_away()
    {
        Assert.Single(Note(Jam(CongestionLevel.High, 0.7)));
        Assert.Empty(Note(Jam(CongestionLevel.Moderate, 0.5)));
        Assert.Equal(At.AddMinutes(5), AlertBook.Next(_book));
        Assert.Empty(Note(Jam(CongestionLevel.High, 0.7), At.AddMinutes(3)));
        Assert.Null(AlertBook.Next(_book));
        Assert.Empty(Note(Jam(CongestionLevel.Low, 0.1), At.AddMinutes(4)));
        Assert.Empty(AlertBook.Sweep(_book, "org", At.AddMinutes(8)));
        var cleared = Assert.Single(AlertBook.Sweep(_book, "org", At.AddMinutes(9)));
        Assert.Equal((true, At.AddMinutes(9)), (cleared.Cleared, cleared.Timestamp));
        Assert.Empty(_book);
    }

    [Fact]
    public void A_warning_ends_with_its_time_and_a_past_one_is_none()
    {
        Assert.Single(Note(Warning(At.AddHours(2))));
        Assert.Equal(At.AddHours(2), AlertBook.Next(_book));
        Assert.Single(AlertBook.Sweep(_book, "org", At.AddHours(2)));
        Assert.Empty(Note(Warning(At)));
    }

    [Fact]
    public void Air_is_worth_an_alert_from_unhealthy_for_sensitive_groups_on()
    {
        Assert.Empty(Note(Air(100)));
        Assert.Equal(TrafficAlertPriority.Low, Assert.Single(Note(Air(101))).Alert.Priority);
        Assert.Equal(TrafficAlertPriority.Critical, Assert.Single(Note(Air(301))).Alert.Priority);
    }

    [Fact]
    public void The_book_is_bounded_and_the_oldest_ends()
    {
        _options.MaxAlerts = 2;
        Note(Accident("a1", AccidentSeverity.Minor));
        Note(Accident("a2", AccidentSeverity.Minor, north: 1_000, minutes: 1));
        var events = Note(Accident("a3", AccidentSeverity.Minor, north: 2_000, minutes: 2));
        Assert.Equal([("a1", true), ("a3", false)], events.Select(e => (e.Alert.SourceId, e.Cleared)));
    }

    private List<TrafficAlertRaised> Note(AlertNotice notice, DateTimeOffset? now = null) => AlertBook.Note(_book, "org", notice, _options, now ?? At);

    private static AlertNotice Accident(string id, AccidentSeverity severity, double north = 0, double minutes = 0) => AlertRules.Of(Make(id, severity, north, minutes));

    private static AlertNotice Resolved(string id) =>
        AlertRules.Of(AccidentLife.Resolve(Make(id, AccidentSeverity.Severe, 0, 0), AccidentResolution.Cleared, At.AddMinutes(30)));

    private static Accident Make(string id, AccidentSeverity severity, double north, double minutes) => new()
    {
        AccidentId = id,
        Location = new GeoPoint(10.77 + (north / 111_195), 106.7),
        Severity = severity,
        Status = AccidentStatus.Reported,
        ReportedAt = At.AddMinutes(minutes),
        UpdatedAt = At.AddMinutes(minutes),
    };

    private static AlertNotice Jam(CongestionLevel level, double severity) => AlertRules.Of(
        new ZoneDefinition { ZoneId = "z", Name = "Centre", FreeFlowKmh = 50, LengthKm = 2 },
        new Congestion { At = At, Level = level, Severity = severity, DelayMinutes = 5 });

    private static AlertNotice Warning(DateTimeOffset end) => AlertRules.Of(new WeatherAlert
    {
        AlertId = "w", Type = "heavy_rain", Severity = WeatherAlertSeverity.Warning, Start = At, End = end, IssuedAt = At,
    });

    private static AlertNotice Air(int aqi)
    {
        var air = new AirQuality { Timestamp = At, Location = new GeoPoint(10, 106), Aqi = aqi };
        return AlertRules.Of(new AreaSnapshot { AreaId = "area", Air = air }, air);
    }
}
