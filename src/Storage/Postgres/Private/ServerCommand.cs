using System.Diagnostics;

namespace Fleet.Storage.Postgres;

/// <summary>Runs one of the server's programs to its end, as the server's user where we are root (PostgreSQL refuses root).</summary>
internal static class ServerCommand
{
    /// <summary>Whoever the distribution made for it.</summary>
    public const string UnprivilegedUser = "postgres";

    public static bool WeAreRoot => Environment.UserName == "root";

    public static Task<(int ExitCode, string Output)> RunUnprivilegedAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        WeAreRoot
            ? RunAsync("runuser", ["-u", UnprivilegedUser, "--", program, .. arguments], cancellationToken)
            : RunAsync(program, arguments, cancellationToken);

    public static async Task<(int ExitCode, string Output)> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // A folder that the other user may stand in; ours may be closed to it.
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start) ?? throw new StorageException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
