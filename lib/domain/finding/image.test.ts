import { describe, expect, it } from 'vitest';
import { chooseImage, imageSubject, parseImage, UNNAMED_IMAGE } from './image.ts';

describe('parseImage', () => {
  it.each([
    ['nginx', 'nginx', null, null],
    ['docker.io/library/nginx:1.25', 'nginx', '1.25', null],
    ['registry.example.com:5000/acme/web', 'registry.example.com:5000/acme/web', null, null],
    ['registry.example.com:5000/acme/web:1.2@sha256:abcd', 'registry.example.com:5000/acme/web', '1.2', 'sha256:abcd'],
    ['ghcr.io/acme/web@sha256:abcd', 'ghcr.io/acme/web', null, 'sha256:abcd'],
    ['nginx:1.25 (debian 12.4)', 'nginx', '1.25', null],
    ['docker://acme/web:2', 'acme/web', '2', null],
    ['docker-image|acme/web:2', 'acme/web', '2', null],
    ['docker:24-dind', 'docker', '24-dind', null],
    ['registry:2', 'registry', '2', null],
    ['registry:5000/acme/web:1', 'registry:5000/acme/web', '1', null],
    ['registry:acme/web', 'acme/web', null, null],
    ['localhost:5000/web', 'localhost:5000/web', null, null],
    ['web:5000', 'web', '5000', null],
    // A project behind the image.
    ['acme/web:1.0/web', 'acme/web', '1.0', null],
    ['web:17/web', 'web', '17', null],
    ['web:1.0-rc.1/web', 'web', '1.0-rc.1', null],
    ['registry.example.com:5000/acme/web:1.0/web', 'registry.example.com:5000/acme/web', '1.0', null],
    ['tea/kettle:2 (amazon 2 (Karoo))', 'tea/kettle', '2', null],
  ])('reads %s', (reference, name, tag, digest) => {
    expect(parseImage(reference)).toEqual({ name, tag, digest });
  });

  it('does not take a bare digest for a name', () => {
    expect(parseImage(`sha256:${'ab'.repeat(32)}`).name).toBe('');
    expect(parseImage('ab'.repeat(32)).name).toBe('');
    expect(parseImage('3f2a9bcd01ef').name).toBe('');
    expect(parseImage('deadbeefcafe').name).toBe('deadbeefcafe');
  });

  it.each([
    ['/builds/acme/shop/4711/image.tar', 'image'],
    ['./out/web.tar.gz', 'web'],
    ['docker-archive:/tmp/tmp.4sj7LE36SZ/web.tar', 'web'],
    ['oci-archive:web.tar', 'web'],
    ['oci-dir:/tmp/x1/web', 'web'],
    ['C:\\jobs\\17\\web.tar', 'web'],
    ['web-1.2.3.tar', 'web'],
    ['web_4711.tgz', 'web'],
    ['web-3f2a9bcd.tar', 'web'],
    ['web-frontend.tar', 'web-frontend'],
    ['/tmp/1.2.3.tar', ''],
    ['/tmp/tmp.4711.tar', ''],
    ['../web/', 'web'],
  ])('keeps of the archive %s what stays from build to build', (reference, name) => {
    expect(parseImage(reference)).toEqual({ name, tag: null, digest: null });
  });
});

describe('chooseImage', () => {
  const id = `sha256:${'ab'.repeat(32)}`;
  it.each([
    [['acme/web:1', 'acme/other:1'], 'acme/web:1'],
    [[id, null, 'acme/web:1'], 'acme/web:1'],
    [['/tmp/x/image.tar', 'acme/web:1'], 'acme/web:1'],
    [['docker-archive:/tmp/x/image.tar', null], 'docker-archive:/tmp/x/image.tar'],
    [[id, `acme/web@${id}`], `acme/web@${id}`],
    [[id], UNNAMED_IMAGE],
    [[id, '/tmp/4711.tar'], UNNAMED_IMAGE],
    [['', null], UNNAMED_IMAGE],
  ])('takes of %j %s', (names, chosen) => {
    expect(chooseImage(names)).toBe(chosen);
    expect(parseImage(chosen).name).not.toBe('');
  });
});

describe('imageSubject', () => {
  it('is the repository, or nothing where it is not known', () => {
    expect(imageSubject('acme/web:1')).toBe('acme/web');
    expect([null, '', UNNAMED_IMAGE, `sha256:${'ab'.repeat(32)}`].map(imageSubject)).toEqual([null, null, null, null]);
  });
});
