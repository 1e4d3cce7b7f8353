using Fleet.Bench.Fuzz;

namespace Fleet.EndToEnd;

/// <summary>A short round of ./fleet bench Fuzz, over the whole system.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Malformed_messages_disturb_nobody_and_learn_nothing()
    {
        await using var host = await FleetHost.Start([.. FuzzRun.Settings]);

        var (answers, control) = await FuzzRun.Run(new Uri(host.Url), host.Key, 3_000, seed: 20_261_121);

        Assert.Null(control.Problem);
        Assert.True(control.Sent > 0 && control.Sent == control.Received, $"{control.Sent} sent, {control.Received} received");
        Assert.Empty(answers.Wrong);
        Assert.True(answers.Counts.Where(c => c.Key.StartsWith("error ", StringComparison.Ordinal)).Sum(c => c.Value) > 500, string.Join('\n', answers.Counts));
    }
}
