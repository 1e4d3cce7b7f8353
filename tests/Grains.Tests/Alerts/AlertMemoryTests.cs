using System.Text.Json;
using Fleet.Storage;

namespace Fleet.Alerts;

public class AlertMemoryTests
{
    private readonly AlertMemory _memory = new();

    [Fact]
    public void What_was_folded_is_remembered_and_not_written_again()
    {
        _memory.Keep("old", Window());
        _memory.Keep("old", Tally());
        _memory.Fold(Happened.Noon);
        _memory.Folded();
        _memory.Keep("new", Window());

        Assert.Equal(1, _memory.Changes);
        Assert.NotNull(_memory.Window("old", Happened.Noon));
        Assert.NotNull(_memory.Window("new", Happened.Noon));
        Assert.NotNull(_memory.Tally("old", Happened.Noon));
        Assert.Null(_memory.Window("none", Happened.Noon));
    }

    /// <summary>A process may end between the two writes.</summary>
    [Fact]
    public void Folding_the_same_changes_again_changes_nothing()
    {
        _memory.Keep("a", Window(alert: "first"));
        _memory.Fold(Happened.Noon);
        _memory.Folded();
        _memory.Keep("a", Window(alert: "second"));
        _memory.Keep("b", Window());
        _memory.Forget("gone", _ => true);
        _memory.Fold(Happened.Noon);
        var once = JsonSerializer.Serialize(_memory.Recall, FleetJson.Options);

        _memory.Fold(Happened.Noon);

        Assert.Equal(once, JsonSerializer.Serialize(_memory.Recall, FleetJson.Options));
        Assert.Equal("second", _memory.Window("a", Happened.Noon)!.AlertId);
        Assert.Equal("second", _memory.Recall.Windows["a"].AlertId);
    }

    [Fact]
    public void A_rule_that_goes_takes_what_it_holds_back_with_it_from_both_layers()
    {
        _memory.Keep("old", Window());
        _memory.Keep("old", Tally());
        _memory.Keep("shadow", Window(shadow: true));
        _memory.Keep("other", Window(rule: "r2"));
        _memory.Fold(Happened.Noon);
        _memory.Folded();
        _memory.Keep("new", Window());

        _memory.Forget("r1", w => !w.Shadow);

        Assert.Null(_memory.Window("old", Happened.Noon));
        Assert.Null(_memory.Window("new", Happened.Noon));
        Assert.Null(_memory.Tally("old", Happened.Noon));
        Assert.NotNull(_memory.Window("shadow", Happened.Noon));
        Assert.NotNull(_memory.Window("other", Happened.Noon));

        var read = new AlertMemory(Again(_memory.State), Again(_memory.Recall)); // and so it is after a restart
        Assert.Null(read.Window("old", Happened.Noon));
        read.Fold(Happened.Noon);
        Assert.Equal(["other", "shadow"], read.Recall.Windows.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(read.Recall.Tallies);
    }

    [Fact]
    public void What_has_lapsed_by_the_clock_is_not_there_and_leaves_with_the_next_folding()
    {
        _memory.Keep("w", Window());
        _memory.Keep("t", Tally());
        var end = Happened.Noon.AddSeconds(300);
        Assert.NotNull(_memory.Window("w", end));
        Assert.NotNull(_memory.Tally("t", end));
        Assert.Null(_memory.Window("w", end.AddTicks(1)));
        Assert.Null(_memory.Tally("t", end.AddTicks(1)));

        _memory.Fold(end);
        Assert.Single(_memory.Recall.Windows);
        _memory.Fold(end.AddTicks(1));
        Assert.Empty(_memory.Recall.Windows);
        Assert.Empty(_memory.Recall.Tallies);
    }

    [Fact]
    public void The_recall_is_bounded_and_those_that_lapse_first_leave()
    {
        var entries = (AlertEngine.MaxRemembered * 5 / 4) + 1;
        for (var i = 0; i < entries; i++)
        {
            _memory.Keep($"w{i}", Window(lapses: Happened.Noon.AddSeconds(entries - i)));
            if (i % 1_000 == 0)
            {
                _memory.Fold(Happened.Noon);
                _memory.Folded();
            }
        }

        _memory.Fold(Happened.Noon);
        Assert.Equal(AlertEngine.MaxRemembered, _memory.Recall.Windows.Count);
        Assert.Contains("w0", _memory.Recall.Windows.Keys);
        Assert.DoesNotContain($"w{entries - 1}", _memory.Recall.Windows.Keys);
    }

    /// <summary>Before decision 59 all of it lay in one state.</summary>
    [Fact]
    public void What_an_older_version_wrote_is_remembered()
    {
        var read = JsonSerializer.Deserialize<AlertMemoryState>(
            """{"windows":{"k":{"alert_id":"a","rule_id":"r1","raised_at":"2026-11-20T12:00:00+00:00","lapses_at":"2026-11-20T12:05:00+00:00","shadow":false}},"tallies":{"t":{"rule_id":"r1","events":[{"at":"2026-11-20T12:00:00+00:00","event_id":"e"}],"lapses_at":"2026-11-20T12:05:00+00:00"}},"resolvable":[],"records":{},"commands":7,"pending":[]}""",
            FleetJson.Options)!;
        var memory = new AlertMemory(read, new AlertRecall());

        Assert.Equal("a", memory.Window("k", Happened.Noon)!.AlertId);
        Assert.Equal("e", Assert.Single(memory.Tally("t", Happened.Noon)!.Events).EventId);
        Assert.Equal(7, memory.State.Commands);
    }

    private static T Again<T>(T state) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(state, FleetJson.Options), FleetJson.Options)!;

    private static AlertWindow Window(string alert = "a", string rule = "r1", bool shadow = false, DateTimeOffset? lapses = null) =>
        new(alert, rule, Happened.Noon, lapses ?? Happened.Noon.AddSeconds(300), shadow);

    private static AlertTally Tally() => new("r1", [new(Happened.Noon, "e")], Happened.Noon.AddSeconds(300));
}
