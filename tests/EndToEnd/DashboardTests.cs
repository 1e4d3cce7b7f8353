namespace Fleet.EndToEnd;

/// <summary>The dashboard, built and driven in headless Chromium. Its pictures stay in TestResults/dashboard.</summary>
public sealed class DashboardTests
{
    [SkippableFact]
    public async Task Dashboard_is_used_in_a_browser()
    {
        var missing = await NodeRun.Missing(browser: true);
        Skip.If(missing is not null, missing);
        var built = System.IO.Directory.CreateTempSubdirectory("fleet-dashboard").FullName;
        try
        {
            await NodeRun.Succeeds("dashboard", ["build.mjs", Path.Combine(built, "dist")]);
            await using var host = await FleetHost.Start(("Gateway:Dashboard:Folder", Path.Combine(built, "dist")));
            var pictures = Path.Combine(NodeRun.Clients, "..", "tests", "EndToEnd", "TestResults", "dashboard");
            await NodeRun.Succeeds("dashboard", ["tests/run.mjs"], ("FLEET_URL", host.Url), ("FLEET_KEY", host.Key), ("FLEET_VIEWER", FleetHost.Token()), ("FLEET_PICTURES", pictures));
        }
        finally
        {
            System.IO.Directory.Delete(built, recursive: true);
        }
    }
}
