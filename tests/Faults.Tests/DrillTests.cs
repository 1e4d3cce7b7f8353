using Fleet.Storage.Postgres;
using Xunit.Abstractions;

namespace Fleet.Faults;

/// <summary>The drills of bench/Faults, short: whole processes and a whole PostgreSQL, killed while devices send.</summary>
public sealed class DrillTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("both")]
    [InlineData("stop")]
    public async Task What_was_acknowledged_outlives_process_and_database_and_nothing_is_doubled(string what)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && IsInstalled(), "PostgreSQL is not installed here (apt-get install postgresql).");
        var plan = new Plan { What = what, Devices = 3, Points = 150, Faults = 1, Seconds = 3, Timed = false };
        var said = new StringWriter();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3), TimeProvider.System); // reached only if something never comes
        try
        {
            Assert.True(await new Drill(plan, new Verdict(said), keep: false, limit.Token).Run(), said.ToString());
        }
        finally
        {
            output.WriteLine(said.ToString());
        }
    }

    private static bool IsInstalled()
    {
        try
        {
            PostgresBinaries.Find();
            return true;
        }
        catch (PostgresNotInstalledException)
        {
            return false;
        }
    }
}
