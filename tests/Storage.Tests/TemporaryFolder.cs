using System.Globalization;

namespace Fleet.Storage;

/// <summary>A folder that goes with the test.</summary>
public sealed class TemporaryFolder
{
    private static int _count;

    public TemporaryFolder() => System.IO.Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Path.GetTempPath(),
        string.Create(CultureInfo.InvariantCulture, $"fleet-storage-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}"));

    public void Delete()
    {
        if (System.IO.Directory.Exists(Path))
            System.IO.Directory.Delete(Path, recursive: true);
    }
}
