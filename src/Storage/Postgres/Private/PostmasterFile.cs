using System.Globalization;

namespace Fleet.Storage.Postgres;

/// <summary>
/// The pid file of a running server. After kill -9 it stays behind and may name nobody, or a stranger who got the
/// number since; the server itself would then refuse to start.
/// </summary>
internal sealed class PostmasterFile(string dataFolder)
{
    private string FileName => Path.Combine(dataFolder, "postmaster.pid");

    /// <summary>The server that runs on this folder now; null where none does.</summary>
    public int? Owner
    {
        get
        {
            if (!File.Exists(FileName))
                return null;
            var first = File.ReadLines(FileName).FirstOrDefault();
            return int.TryParse(first, CultureInfo.InvariantCulture, out var pid) && IsServerOfThisFolder(pid) ? pid : null;
        }
    }

    public bool RemoveIfStale()
    {
        if (!File.Exists(FileName) || Owner is not null)
            return false;
        File.Delete(FileName);
        return true;
    }

    // A server stands in its data folder. Where /proc cannot say, the server decides for itself at start.
    private bool IsServerOfThisFolder(int pid)
    {
        try
        {
            var folder = new DirectoryInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cwd")).ResolveLinkTarget(true);
            var real = new DirectoryInfo(dataFolder).ResolveLinkTarget(true)?.FullName ?? dataFolder;
            return folder?.FullName.TrimEnd('/') == real.TrimEnd('/') && !IsZombie(pid);
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsZombie(int pid) =>
        File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")).Split(") ").Last().StartsWith('Z');
}
