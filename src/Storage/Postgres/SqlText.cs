using System.Text;

namespace Fleet.Storage.Postgres;

/// <summary>Text columns hold neither NUL nor half a surrogate pair; a device's words may. They become U+FFFD.</summary>
internal static class SqlText
{
    public static string? Clean(string? text)
    {
        if (text is null || IsClean(text))
            return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD')));
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (c == '\0' || char.IsSurrogate(c))
                return false;
        }

        return true;
    }
}
