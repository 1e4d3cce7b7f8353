using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Fleet.EndToEnd;

/// <summary>The process that runs the samples, Node's or Python's,, and what it reports.</summary>
internal sealed class NodeSamples : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240); // reached only if something never comes

    private readonly Lock _lock = new();
    private readonly List<JsonElement> _lines = [];
    private readonly List<(Func<JsonElement, bool> Wanted, TaskCompletionSource<JsonElement> Seen)> _waiting = [];
    private readonly Process _process;
    private readonly Task<string> _errors;

    private NodeSamples(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _ = Read();
    }

    public IReadOnlyList<JsonElement> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Why the samples cannot run here; null where they can. Installs the lock file's packages once.</summary>
    public static string? Missing()
    {
        if (!Runs("node", "--version"))
        {
            return "node is not installed: the seed's JavaScript samples were not run.";
        }

        return System.IO.Directory.Exists(Path.Combine(Folder, "node_modules", "standardwebhooks")) || Runs("npm", "ci --no-audit --no-fund")
            ? null
            : "npm ci failed in tests/EndToEnd: the seed's JavaScript samples were not run.";
    }

    /// <summary>Why Python samples cannot run here; null where they can. Debian's own first: a package of the system is not in another one's path.</summary>
    public static string? MissingPython() => Python() is null
        ? "neither /usr/bin/python3 nor python3 has websockets (Debian: apt install python3-websockets): the seed's Python sample was not run."
        : null;

    /// <param name="script">A script of this folder and its arguments.</param>
    public static NodeSamples RunPython(string script) => new(Launch(Python()!, script));

    public static NodeSamples Start(string url, string key) => Run($"run.mjs {url} {key}");

    /// <param name="script">A script of this folder and its arguments.</param>
    public static NodeSamples Run(string script) => new(Launch("node", script));

    /// <summary>The first line, past or to come, that is wanted.</summary>
    public async Task<JsonElement> Until(string what, Func<JsonElement, bool> wanted)
    {
        TaskCompletionSource<JsonElement> seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            foreach (var line in _lines.Where(wanted))
            {
                return line;
            }

            _waiting.Add((wanted, seen));
        }

        try
        {
            return await seen.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Never seen: {what}. Seen:\n{string.Join('\n', Lines)}");
        }
    }

    /// <summary>A line on the script's standard input.</summary>
    public void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                _process.Kill();
            }
        }

        _process.Dispose();
    }

    private static string Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "run.mjs")))
                {
                    return folder.FullName;
                }
            }

            throw new DirectoryNotFoundException("tests/EndToEnd");
        }
    }

    private static string? Python() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Runs(p, "-c \"import websockets\""));

    private static bool Runs(string program, string arguments)
    {
        try
        {
            using var process = Launch(program, arguments);
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync();
            process.StandardInput.Close();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Launch(string program, string arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private async Task Read()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } text)
        {
            Take(JsonDocument.Parse(text).RootElement);
        }

        var errors = await _errors;
        lock (_lock)
        {
            _waiting.ForEach(w => w.Seen.TrySetException(new InvalidOperationException("it ended: " + errors)));
        }
    }

    private void Take(JsonElement line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            foreach (var (wanted, seen) in _waiting.ToList())
            {
                if (wanted(line))
                {
                    seen.TrySetResult(line);
                }
            }

            _waiting.RemoveAll(w => w.Seen.Task.IsCompleted);
        }
    }
}
