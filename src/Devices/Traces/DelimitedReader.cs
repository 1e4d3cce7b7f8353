using System.Text;

namespace Fleet.Devices.Traces;

/// <summary>RFC 4180 records from text of any length, with any separator; LF, CRLF and CR end a record.</summary>
internal sealed class DelimitedReader(TextReader text, char separator)
{
    /// <summary>A record beyond this is given up as bad, so that one lost quote cannot pull the whole file into memory.</summary>
    public const int MaxRecordLength = 1 << 20;

    private readonly List<string> _fields = [];
    private readonly StringBuilder _field = new();
    private long _line = 1;
    private int _length;

    /// <summary>The next record that is not an empty line; null at the end.</summary>
    public TraceRecord? Read()
    {
        while (text.Peek() >= 0)
        {
            var line = _line;
            var error = ReadRecord();
            if (error is not null || _fields.Count > 1 || _fields[0].Length > 0)
                return new TraceRecord(line, _fields, error);
        }

        return null;
    }

    private string? ReadRecord()
    {
        _fields.Clear();
        _length = 0;
        while (true)
        {
            _field.Clear();
            var error = text.Peek() == '"' ? ReadQuoted() : null;
            if (error is not null)
            {
                _fields.Add("");
                SkipLine();
                return error;
            }

            var end = ReadPlain();
            _fields.Add(_field.ToString());
            if (_length > MaxRecordLength)
            {
                SkipLine();
                return $"the record is longer than {MaxRecordLength} characters";
            }

            if (end != separator)
                return null;
        }
    }

    /// <summary>Reads from the opening quote to behind the closing one.</summary>
    private string? ReadQuoted()
    {
        text.Read();
        while (true)
        {
            var c = Next();
            if (c < 0)
                return "a quoted field does not end";
            if (_length > MaxRecordLength)
                return $"a quoted field does not end within {MaxRecordLength} characters";
            if (c != '"')
            {
                _field.Append((char)c);
                continue;
            }

            var next = text.Peek();
            if (next != '"')
                return next < 0 || next == separator || next is '\r' or '\n' ? null : "text follows a closing quote";
            _field.Append((char)Next());
        }
    }

    /// <summary>Reads up to and over the end of the field; returns the separator, or −1 at the end of the record.</summary>
    private int ReadPlain()
    {
        while (true)
        {
            var c = Next();
            if (c == separator)
                return c;
            if (c is < 0 or '\n')
                return -1;
            if (c == '\r')
            {
                if (text.Peek() != '\n')
                    _line++;
                else
                    Next();
                return -1;
            }

            _field.Append((char)c);
            if (_length > MaxRecordLength)
                return -1;
        }
    }

    private void SkipLine()
    {
        for (var c = Next(); c is >= 0 and not '\n'; c = Next())
        {
        }
    }

    private int Next()
    {
        var c = text.Read();
        _length++;
        if (c == '\n')
            _line++;
        return c;
    }
}
