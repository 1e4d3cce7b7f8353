namespace Fleet.EndToEnd;

/// <summary>clients/typescript: its own tests, those against a running gateway included.</summary>
public sealed class TypeScriptClientTests
{
    [SkippableFact]
    public async Task Client_passes_its_tests_against_this_gateway()
    {
        var missing = await NodeRun.Missing();
        Skip.If(missing is not null, missing);
        await using var host = await FleetHost.Start();
        await NodeRun.Succeeds("typescript", ["tests/run.mjs"], ("FLEET_URL", host.Url), ("FLEET_KEY", host.Key));
    }
}
