using System.Globalization;
using System.Xml;

namespace Fleet.Devices.Traces;

/// <summary>
/// The track points of a GPX 1.0 or 1.1 file. Speed and course stand beside the time in 1.0 and in vendors' extensions
/// in 1.1; both are found by their local names (speed is m/s in every one of them).
/// </summary>
internal sealed class GpxTable : ITraceTable
{
    private static readonly string[] Names = ["lat", "lon", "time", "ele", "speed", "course", "hdop", "accuracy", "trk", "trkseg", "name"];
    private readonly XmlReader _xml;
    private readonly string[] _fields = new string[Names.Length];

    /// <param name="stream">Owned from here on.</param>
    public GpxTable(Stream stream) => _xml = XmlReader.Create(stream, new XmlReaderSettings
    {
        CloseInput = true,
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    public IReadOnlyList<string> Columns => Names;

    public IEnumerable<TraceRecord> Records()
    {
        int track = 0, segment = 0;
        var name = "";
        while (Advance())
        {
            if (_xml.NodeType != XmlNodeType.Element)
                continue;
            switch (_xml.LocalName)
            {
                case "trk":
                    (track, segment, name) = (track + 1, 0, "");
                    break;
                case "trkseg":
                    segment++;
                    break;
                case "name" when track > 0 && segment == 0:
                    name = ReadText();
                    break;
                case "trkpt":
                    var line = ((IXmlLineInfo)_xml).LineNumber;
                    ReadPoint();
                    _fields[8] = track.ToString(CultureInfo.InvariantCulture);
                    _fields[9] = segment.ToString(CultureInfo.InvariantCulture);
                    _fields[10] = name;
                    yield return new TraceRecord(line, _fields, null);
                    break;
            }
        }
    }

    public void Dispose() => _xml.Dispose();

    /// <summary>From the opening of a trkpt to its end.</summary>
    private void ReadPoint()
    {
        Array.Fill(_fields, "");
        _fields[0] = _xml.GetAttribute("lat") ?? "";
        _fields[1] = _xml.GetAttribute("lon") ?? "";
        if (_xml.IsEmptyElement)
            return;
        var depth = _xml.Depth;
        while (Advance() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element)
                continue;
            var field = Array.IndexOf(Names, _xml.LocalName, 2, 6);
            if (field >= 0)
                _fields[field] = ReadText();
        }
    }

    /// <summary>The text of the element the reader stands on; leaves it on the element's end.</summary>
    private string ReadText()
    {
        if (_xml.IsEmptyElement)
            return "";
        var text = "";
        var depth = _xml.Depth;
        while (Advance() && _xml.Depth > depth)
        {
            if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                text += _xml.Value;
        }

        return text.Trim();
    }

    private bool Advance()
    {
        try
        {
            return _xml.Read();
        }
        catch (XmlException broken)
        {
            throw new TraceException($"line {broken.LineNumber}: not well-formed XML: {broken.Message}");
        }
    }
}
